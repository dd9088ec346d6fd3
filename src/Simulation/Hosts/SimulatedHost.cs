using System.Net;
using Sim.Capture;

namespace Sim;

/// <summary>A machine of the simulated world that runs one program: its main, and whatever that starts.</summary>
/// <remarks>
/// <para>
/// A host lives as a process does. It is up from <see cref="Simulation.AddHost"/> on, its main runs as a step of its own, and when
/// the main's task ends the process ends: nothing that it left behind runs any more, its timers never fire, its listeners and
/// connections close, its blocked threads unwind. An exception that leaves main, or any step of the host, is the finding "would
/// have crashed". <see cref="Crash"/> ends the process at once, as a power cut does; <see cref="Restart"/> runs main anew.
/// </para>
/// <para>
/// Name, address and <see cref="Clock"/> belong to the machine and outlive the process; <see cref="Stopping"/>, <see cref="Started"/> and
/// <see cref="Completion"/> are those of the present process, or of the last one while the host is down.
/// </para>
/// </remarks>
public sealed class SimulatedHost
{
    private readonly World _world;

    internal SimulatedHost(World world, HostOwner owner, Func<SimulatedHost, Task> main)
    {
        _world = world;
        Main = main;
        Address = world.Network.Nodes[owner.Index].Address;
        Clock = new HostClock(world, owner.Index);
        Process = new HostProcess(this, owner, incarnation: 1);
    }

    /// <summary>The name under which others reach it, unique in the run.</summary>
    public string Name => Process.Owner.Name;

    /// <summary>Its address: 10.0.0.2 for the first host that was added, and so on up to 10.0.78.33.</summary>
    public IPAddress Address { get; }

    /// <summary>The machine's clocks: how far they are off, and how fast they run.</summary>
    public HostClock Clock { get; }

    /// <summary>
    /// The host's clocks as a <see cref="TimeProvider"/>: what code of the host sees. A timer belongs to the host whose code makes it.
    /// </summary>
    public TimeProvider Time => Clock.Provider;

    /// <summary>Whether its process is up: started, and neither ended nor crashed.</summary>
    public bool IsRunning => !Process.Owner.IsRetired;

    /// <summary>The how-manieth process of this host it is: 1, and one more with each <see cref="Restart"/>.</summary>
    public int Incarnation => Process.Incarnation;

    /// <summary>Its disk, which outlives the program: a host of the same name that is started again finds what the crash left.</summary>
    public SimulatedDisk Disk => Process.Owner.Run.IsRetired
        ? throw new InvalidOperationException("This run is over: its disks can be used only inside it.")
        : _world.DiskOf(Name);

    /// <summary>Canceled when the host is asked to stop, in a step of the host: what a process learns by SIGTERM.</summary>
    public CancellationToken Stopping => Process.Stopping;

    /// <summary>
    /// Completes when the host is up: at its first listener, when its program says so (<see cref="MarkStarted"/>), or, without
    /// either, when it is down.
    /// </summary>
    public Task Started => Process.Started;

    /// <summary>Completes when main has ended, or the host has crashed, and the host is down. A main that faults ends the run instead.</summary>
    public Task Completion => Process.Completion;

    internal Func<SimulatedHost, Task> Main { get; }

    /// <summary>The method under which the step of main is known.</summary>
    internal int Method { get; init; }

    /// <summary>The process that is up, or was up last.</summary>
    internal HostProcess Process { get; set; }

    /// <summary>Asks the host to stop: <see cref="Stopping"/> is canceled in a step of the host. Asking again is harmless.</summary>
    /// <returns><see cref="Completion"/>.</returns>
    public Task StopAsync()
    {
        _world.RequestStop(Process);
        return Completion;
    }

    /// <summary>
    /// Ends the host's process at once, as a power cut does (<see cref="Disk"/> may lose what was not flushed): nothing of it ever runs again, not even its finally blocks as far as
    /// anybody could tell. Its queued work is dropped, its timers never fire, its threads are gone, its connections break. A host that is
    /// down stays down.
    /// </summary>
    /// <remarks>
    /// Code of the host that calls this for itself does not go on: it unwinds by a <see cref="ThreadInterruptedException"/>, and what it does
    /// meanwhile is dropped. Code of the host that waits for something that another host completes inside its own step (a
    /// <see cref="TaskCompletionSource"/> that both share, which no two processes could) is kept from running where the test completes it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The run is over, or the caller is a host that is down.</exception>
    public void Crash() => _world.Crash(Process);

    /// <summary>
    /// Runs main anew, as a new process under the same name and address, in a step of its own, later than this call. The host must be down.
    /// </summary>
    /// <exception cref="InvalidOperationException">The host is running, the run is over, or the caller is a host that is down.</exception>
    public void Restart() => _world.Restart(this);

    /// <summary>As <see cref="Restart"/>.</summary>
    /// <returns>The <see cref="Started"/> of the new process.</returns>
    /// <exception cref="InvalidOperationException">The host is running, the run is over, or the caller is a host that is down.</exception>
    public Task RestartAsync()
    {
        Restart();
        return Started;
    }

    /// <summary>
    /// Stops all of the host for a while of virtual time, as a long garbage collection or a suspended virtual machine does: none of its steps
    /// run, what arrives for it waits, its timers fire late. Its clocks go on. The step that calls this for its own host ends first.
    /// </summary>
    /// <param name="time">More than zero, at most a day. A pause within a pause lasts until the later end of the two.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">The host is down, the run is over, or the caller is a host that is down.</exception>
    public void Pause(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(1));
        _world.Pause(Process, time);
    }

    /// <summary>Says that the host is up. Saying it again is harmless.</summary>
    public void MarkStarted()
    {
        if (!_world.CurrentOwner.IsRetired)
        {
            Process.MarkStarted();
        }
    }

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
        if (!Process.Owner.IsRetired)
        {
            _world.Log(message, kind, _world.Spec.TakesStacks ? Place.MethodOf(type) : Place.ShortName(type));
        }
    }

    /// <summary>Tells the program to stop.</summary>
    internal void Stop() => Process.Stop();

    /// <summary>Tells those who wait for it that a process of the host is down.</summary>
    internal static void Complete(HostProcess process) => process.Complete();

    /// <summary>Has <paramref name="action"/> called, outside of every step, when the present process is down or the run is over.</summary>
    internal void OnRetired(Action action) => Process.OnRetired(action);
}
