using Sim.Capture;

namespace Sim;

/// <summary>One life of a host, from its start until it is down: what a process is to a machine.</summary>
internal sealed class HostProcess(SimulatedHost host, HostOwner owner, int incarnation)
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<Action>? _onRetired;
    private List<object>? _kept;

    public SimulatedHost Host { get; } = host;

    public HostOwner Owner { get; } = owner;

    /// <summary>The how-manieth of its host it is, from 1 on.</summary>
    public int Incarnation { get; } = incarnation;

    /// <summary>The task of main, once it was called.</summary>
    public Task? Running { get; set; }

    public CancellationToken Stopping => _stopping.Token;

    public Task Started => _started.Task;

    public Task Completion => _completion.Task;

    /// <summary>Whether it was asked to stop.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    public void MarkStarted() => _started.TrySetResult();

    /// <summary>Has <paramref name="action"/> called, outside of every step, when it is down or the run is over.</summary>
    public void OnRetired(Action action) => (_onRetired ??= []).Add(action);

    /// <summary>Keeps something for as long as the process lives: when the collector takes it, and stops its timers, is no one's choice.</summary>
    public void Keep(object kept) => (_kept ??= []).Add(kept);

    /// <summary>Tells the program to stop.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Tells those who wait for it that it is down.</summary>
    public void Complete()
    {
        _started.TrySetResult();
        _completion.TrySetResult();
    }

    /// <summary>Frees what the program registered with the (real) process.</summary>
    public void Release()
    {
        _onRetired?.ForEach(static action => action());
        _onRetired = null;
        _kept = null;
    }
}
