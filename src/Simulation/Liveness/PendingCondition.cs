using Sim.Capture;

namespace Sim;

/// <summary>What is to come true, and the promise to whoever awaits it.</summary>
internal sealed class PendingCondition(Func<bool> condition, string name, TimeSpan within, HostOwner host)
{
    private readonly TaskCompletionSource _promise = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Strikes when the time is over; kept, since an unrooted timer dies at a collection.</summary>
    public Timer? Deadline { get; set; }

    public string Name { get; } = name;

    public TimeSpan Within { get; } = within;

    public Task Task => _promise.Task;

    /// <summary>Whether it stands no longer: its host went down, and its timer with it.</summary>
    public bool IsVoid => host.IsRetired;

    public bool Holds() => condition();

    public void Complete()
    {
        Deadline?.Dispose();
        _promise.TrySetResult();
    }
}
