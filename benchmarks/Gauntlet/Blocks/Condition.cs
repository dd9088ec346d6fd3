namespace Sim.Gauntlet.Blocks;

/// <summary>A condition variable for tasks: who waits gives the lock back, and a signal that nobody waits for is lost.</summary>
internal sealed class Condition
{
    private readonly Queue<TaskCompletionSource> _waiting = new();

    /// <summary>Gives the lock back, waits for a signal, and takes the lock again.</summary>
    public async Task WaitAsync(SemaphoreSlim held)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(signal);
        held.Release();
        await signal.Task;
        await held.WaitAsync();
    }

    /// <summary>Wakes the one that has waited longest.</summary>
    public void Signal()
    {
        if (_waiting.TryDequeue(out TaskCompletionSource? first))
        {
            first.SetResult();
        }
    }

    /// <summary>Wakes all that wait.</summary>
    public void Broadcast()
    {
        while (_waiting.Count > 0)
        {
            Signal();
        }
    }
}
