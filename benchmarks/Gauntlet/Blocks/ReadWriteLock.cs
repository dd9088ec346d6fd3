namespace Sim.Gauntlet.Blocks;

/// <summary>A lock for many readers or one writer, in the manner of Go's: a writer that waits keeps new readers out.</summary>
internal sealed class ReadWriteLock(Simulation sim)
{
    private readonly Queue<(TaskCompletionSource Turn, bool Writes)> _waiting = new();
    private int _readers;
    private bool _written;

    public async Task EnterReadAsync()
    {
        await sim.Yield(this);
        if (_written || _waiting.Count > 0)
        {
            await QueueAsync(writes: false);
        }
        else
        {
            _readers++;
        }
    }

    public async Task EnterWriteAsync()
    {
        await sim.Yield(this);
        if (_written || _readers > 0)
        {
            await QueueAsync(writes: true);
        }
        else
        {
            _written = true;
        }
    }

    public void ExitRead()
    {
        _readers--;
        Admit();
    }

    public void ExitWrite()
    {
        _written = false;
        Admit();
    }

    private Task QueueAsync(bool writes)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((turn, writes));
        return turn.Task;
    }

    private void Admit()
    {
        while (!_written && _waiting.TryPeek(out var next) && !(next.Writes && _readers > 0))
        {
            _waiting.Dequeue();
            _written = next.Writes;
            _readers += next.Writes ? 0 : 1;
            next.Turn.SetResult();
        }
    }
}
