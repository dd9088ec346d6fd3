using System.Net;
using Sim.Capture;

namespace Sim;

/// <summary>A machine of the simulated world that runs one program: its main, and whatever that starts.</summary>
/// <remarks>
/// A host lives as a process does. It is up from <see cref="Simulation.AddHost"/> on, its main runs as a step of its own, and when
/// the main's task ends the process ends: nothing that it left behind runs any more, its timers never fire, its listeners and
/// connections close, its blocked threads unwind. An exception that leaves main, or any step of the host, is the finding "would
/// have crashed". Hosts share one virtual clock.
/// </remarks>
public sealed class SimulatedHost
{
    private readonly World _world;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Action> _onRetired = [];

    internal SimulatedHost(World world, HostOwner owner, Func<SimulatedHost, Task> main)
    {
        _world = world;
        Owner = owner;
        Main = main;
        Address = world.Network.Nodes[owner.Index].Address;
        Time = new SimulatedTimeProvider(world.Clock, world.Spec.Options.StartTime);
        Stopping = _stopping.Token;
    }

    /// <summary>The name under which others reach it, unique in the run.</summary>
    public string Name => Owner.Name;

    /// <summary>Its address: 10.0.0.2 for the first host that was added, and so on.</summary>
    public IPAddress Address { get; }

    /// <summary>The host's clock, as <see cref="Simulation.Time"/>. A timer belongs to the host whose code makes it.</summary>
    public TimeProvider Time { get; }

    /// <summary>Its disk, which outlives the program: a host of the same name that is started again finds what the crash left.</summary>
    public SimulatedDisk Disk => Owner.Run.IsRetired
        ? throw new InvalidOperationException("This run is over: its disks can be used only inside it.")
        : _world.DiskOf(Name);

    /// <summary>Canceled when the host is asked to stop, in a step of the host: what a process learns by SIGTERM.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>
    /// Completes when the host is up: at its first listener, when its program says so (<see cref="MarkStarted"/>), or, without
    /// either, when main ends.
    /// </summary>
    public Task Started => _started.Task;

    /// <summary>Completes when main has ended and the host is down. A main that faults ends the run instead.</summary>
    public Task Completion => _completion.Task;

    internal HostOwner Owner { get; }

    internal Func<SimulatedHost, Task> Main { get; }

    /// <summary>The method under which the step of main is known.</summary>
    internal int Method { get; init; }

    /// <summary>The task of main, once it was called.</summary>
    internal Task? Running { get; set; }

    /// <summary>Whether the host was asked to stop.</summary>
    internal bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Asks the host to stop: <see cref="Stopping"/> is canceled in a step of the host. Asking again is harmless.</summary>
    /// <returns><see cref="Completion"/>.</returns>
    public Task StopAsync()
    {
        _world.RequestStop(this);
        return Completion;
    }

    /// <summary>Says that the host is up. Saying it again is harmless.</summary>
    public void MarkStarted() => _started.TrySetResult();

    /// <summary>Writes a line into the trace, under the step that runs; once the host is down it is dropped.</summary>
    public void Log(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Log(message, LineKind.Log);
    }

    /// <summary>Writes a line of a kind into the trace.</summary>
    /// <param name="message">The line.</param>
    /// <param name="kind">What it speaks of.</param>
    /// <param name="type">The full name of the class that wrote it, where that is known.</param>
    internal void Log(string message, LineKind kind, string type = "")
    {
        if (!Owner.IsRetired)
        {
            _world.Log(message, kind, _world.Spec.TakesStacks ? Place.MethodOf(type) : Place.ShortName(type));
        }
    }

    /// <summary>Has <paramref name="action"/> called, outside of every step, when the host is down or the run is over.</summary>
    internal void OnRetired(Action action) => _onRetired.Add(action);

    /// <summary>Tells the program to stop.</summary>
    internal void Stop() => _stopping.Cancel();

    /// <summary>Tells those who wait for it that the host is down.</summary>
    internal void Complete()
    {
        _started.TrySetResult();
        _completion.TrySetResult();
    }

    /// <summary>Frees what the program registered with the process.</summary>
    internal void Release()
    {
        foreach (Action action in _onRetired)
        {
            action();
        }

        _onRetired.Clear();
    }
}
