using System.Runtime.CompilerServices;
using Sim.Capture;

namespace Sim;

/// <summary>
/// The deterministic world handed to a test body: its time, its random numbers, its choices and its log.
/// </summary>
/// <remarks>
/// One instance lives for one run. Whatever it decides is a draw from the run's recorded choice source, so the same
/// seed gives the same answers in any process and a replay gives them again. Use it from inside the run only.
/// </remarks>
public sealed class Simulation
{
    private readonly World _world;
    private readonly RunOwner _owner;
    private TimeProvider? _time;
    private Random? _random;

    internal Simulation(World world, RunOwner owner)
    {
        _world = world;
        _owner = owner;
        Seed = world.Spec.Seed;
    }

    /// <summary>The seed of this run.</summary>
    public ulong Seed { get; }

    /// <summary>How the run's input is made; empty where nobody said so.</summary>
    internal IReadOnlyList<ulong> Input => World.Spec.Options.Input;

    /// <summary>Tells of every step from now on, until that is disposed of.</summary>
    internal IDisposable Follow(IStepFollower follower) => World.Follow(follower);

    /// <summary>The world, while this run lasts in it.</summary>
    private World World => _owner.IsRetired
        ? throw new InvalidOperationException("This run is over: its Simulation can be used only inside it. A static field or a singleton may have kept it.")
        : _world;

    /// <summary>
    /// The virtual clock. It starts at <see cref="RunOptions.StartTime"/>; its timestamps have 100 ns, its timers, being the
    /// runtime's own, whole milliseconds.
    /// </summary>
    public TimeProvider Time => _time ??= new SimulatedTimeProvider(World.Clock, World.Spec.Options.StartTime);

    /// <summary>Random numbers of this run; every one is a recorded draw.</summary>
    public Random Random => _random ??= new SimulatedRandom(World);

    /// <summary>The network between the hosts of the run; it acts for the host whose code calls it.</summary>
    public SimulatedNetwork Network => World.Network;

    /// <summary>The disk of the host <c>test</c>, on which the body runs.</summary>
    public SimulatedDisk Disk => World.DiskOf(HostNames.Test);

    /// <summary>
    /// Adds a host to the world and starts its program: <paramref name="main"/> runs as a step of its own, later than this call.
    /// </summary>
    /// <param name="name">The name under which others reach it: small letters, digits, hyphens and dots; unique in the run.</param>
    /// <param name="main">The program. When its task ends the host's process ends.</param>
    /// <exception cref="ArgumentException">The name is no name for a host, or taken.</exception>
    /// <exception cref="InvalidOperationException">The run has 20,000 hosts already, or the caller is a host that is down.</exception>
    public SimulatedHost AddHost(string name, Func<SimulatedHost, Task> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        return World.AddHost(name, main, main);
    }

    /// <summary>
    /// Stops and restarts hosts one after another, as a deployment does: each is asked to stop, is awaited, starts again and is up
    /// (<see cref="SimulatedHost.Started"/>) before the next one's turn. One that is down is only started.
    /// </summary>
    /// <param name="hosts">Which, in this order.</param>
    /// <param name="between">How much virtual time lies between two of them: default none, at most a day.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="between"/> is out of range.</exception>
    public Task RollingRestartAsync(IEnumerable<SimulatedHost> hosts, TimeSpan between = default)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentOutOfRangeException.ThrowIfLessThan(between, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(between, TimeSpan.FromDays(1));
        _ = World;
        return RollingRestart.RunAsync([.. hosts], between);
    }

    /// <summary>Adds a host whose main is known as <paramref name="program"/>.</summary>
    internal SimulatedHost AddProgram(string name, Func<SimulatedHost, Task> main, Delegate program) => World.AddHost(name, main, program);

    /// <summary>Does in the present step what a process does only once, without a trace in the run.</summary>
    internal void DoOnce(Action action) => World.DoOnce(action);

    /// <summary>Draws a number from 0 (the boring choice, toward which shrinking drives) to <paramref name="n"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is less than 1.</exception>
    public int Choose(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return World.Draw(ChoiceDomain.Test, n);
    }

    /// <summary>What may go wrong in this run, besides what the network does: settings, and what was drawn of them.</summary>
    public FaultSettings Faults => World.Faults;

    /// <summary>
    /// Whether the named fault strikes here, as FoundationDB's BUGGIFY: in a run in which the site is active, which is drawn when the run
    /// comes by first (<see cref="FaultSettings.Activation"/>), each hit draws whether it strikes; 0 is "no". Each strike is a line of the trace.
    /// </summary>
    /// <param name="name">How reports speak of the fault. Sites of one name are one site.</param>
    /// <param name="probability">How likely an active site strikes at each hit: from 0 (never) to 1 (always).</param>
    /// <exception cref="ArgumentException">The name is empty, or <paramref name="probability"/> is not between 0 and 1.</exception>
    public bool Fault(string name, double probability = Sim.Faults.UsualProbability)
    {
        _ = World;
        return Sim.Faults.Strikes(name, probability);
    }

    /// <summary>
    /// A value that the run may change: <paramref name="usual"/>, or in a run in which the knob is turned one of <paramref name="others"/>, the same for the whole
    /// run. A knob that is turned is a line of the trace.
    /// </summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="name">How reports speak of the knob.</param>
    /// <param name="usual">What it is in production.</param>
    /// <param name="others">What else it may be: small buffers, short timeouts, batches of one.</param>
    /// <exception cref="ArgumentException">The name is empty, there is no other value, or not as many as when it was asked for first.</exception>
    public T Knob<T>(string name, T usual, params T[] others)
    {
        _ = World;
        return Sim.Faults.Knob(name, usual, others);
    }

    /// <summary>
    /// Makes trouble: for a while, faults of those kinds that exist in this run (<see cref="FaultSettings"/>) strike at random. Then all is healed, at once:
    /// hosts that crashed start again, clocks are right, and what the test states with <see cref="Eventually"/> must come true in the calm.
    /// </summary>
    /// <param name="duration">How long, in virtual time: from 1 ms to a day.</param>
    /// <param name="options">Of which kinds, how often, how long, whom.</param>
    /// <returns>What struck; complete as the calm begins.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The duration or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException">A host calls this: it is for the test's body.</exception>
    public Task<TroubleReport> Trouble(TimeSpan duration, TroubleOptions? options = null)
    {
        options ??= new TroubleOptions();
        options.Check(duration);
        return World.CurrentOwner.Index == 0
            ? new TroubleDriver(World, duration, options).RunAsync()
            : throw new InvalidOperationException("Trouble is for the body of the test: a host that makes it would be hit itself.");
    }

    /// <summary>States an invariant: where it does not hold, the run fails at once.</summary>
    /// <param name="condition">Whether it holds.</param>
    /// <param name="name">What is stated, in words.</param>
    /// <exception cref="InvariantViolatedException">It does not hold; the run has failed even if this is caught.</exception>
    public void Always(bool condition, string name)
    {
        if (!condition)
        {
            var violated = new InvariantViolatedException(name);
            World.End(RunOutcome.Failed, violated);
            throw violated;
        }
    }

    /// <summary>States an invariant of the whole world: it must hold now and after every step, whoever breaks it, or the run fails.</summary>
    /// <param name="condition">Whether it holds. Quick, without side effects; what it throws fails the run.</param>
    /// <param name="name">What is stated, in words; default: the condition's source text.</param>
    /// <returns>What takes the statement back. It is void once the host that made it is down.</returns>
    public IDisposable Invariant(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        return World.State(condition, name);
    }

    /// <summary>
    /// States that something holds sometimes: an exploration in which it was looked at and never held reports it
    /// (<see cref="Exploration.NeverReached"/>). So a rare state that the runs were meant to reach is known to be reached.
    /// </summary>
    /// <remarks>
    /// What is never looked at is not known. Where the code may not come by, <c>Sometimes(false, name)</c> at the beginning of the body
    /// makes the name known.
    /// </remarks>
    /// <param name="condition">Whether it holds here.</param>
    /// <param name="name">What is stated, in words; the counts of one name are added up, wherever it stands.</param>
    public void Sometimes(bool condition, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (World.Sometimes.Note(condition, name))
        {
            World.Log($"sometimes: {name}", LineKind.Check);
        }
    }

    /// <summary>
    /// Completes as soon as something has come true, which is looked at now and after every step of the run; where it has not after
    /// so much virtual time, the run fails with a <see cref="NotEventuallyException"/>. The run is not over before that is decided, whether
    /// or not the task is awaited.
    /// </summary>
    /// <param name="condition">Whether it has come true. Quick, without side effects; what it throws fails the run.</param>
    /// <param name="within">How much virtual time it has, in whole milliseconds: from 1 ms to 49 days.</param>
    /// <param name="name">How reports speak of it; default: the condition's source text.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="within"/> is out of range.</exception>
    public Task Eventually(Func<bool> condition, TimeSpan within, [CallerArgumentExpression(nameof(condition))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (within < TimeSpan.FromMilliseconds(1) || within > TimeSpan.FromDays(49))
        {
            throw new ArgumentOutOfRangeException(nameof(within), within, "What is to come true has from 1 ms to 49 days of virtual time.");
        }

        return World.Await(condition, within, name);
    }

    /// <summary>
    /// Expects something to go on: the watch must be told of progress at least once in <see cref="RunOptions.ProgressBound"/> steps (default
    /// 100,000), until it is disposed. Under a fair strategy a run that breaks this ends as <see cref="RunOutcome.Livelocked"/>, or as
    /// <see cref="RunOutcome.Starved"/> if another watch was told of progress meanwhile.
    /// </summary>
    /// <param name="name">What is to go on, in words.</param>
    public ProgressWatch ExpectProgress(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return World.Watch(name);
    }

    /// <summary>
    /// Says that the present step touches something that other steps touch too. A step that says so says all of it: every object, field,
    /// lock or channel that it shares. Then an exhaustive search need not run steps in both orders that have nothing in common.
    /// </summary>
    /// <param name="resource">
    /// What is touched: a name or a number, or an object. An object must first be touched where no choice was made yet, at the beginning of
    /// the body, to be recognized from one run to the next. <see cref="Yield"/> tells it beforehand.
    /// </param>
    /// <param name="write">Whether the step may change it; two that only read it do not matter to each other.</param>
    public void Touch(object resource, bool write = true)
    {
        ArgumentNullException.ThrowIfNull(resource);
        World.Touch(resource, write);
    }

    /// <summary>
    /// To be awaited before a shared resource is touched: goes behind what is ready, as <see cref="Task.Yield"/> does, and tells the
    /// exploration beforehand that the step that goes on touches the resource. What follows, up to the next await, is one step with it.
    /// </summary>
    /// <param name="resource">What is about to be touched: the object itself, or any that stands for it.</param>
    /// <param name="write">Whether it may be changed: two steps that only read do not race.</param>
    public SimulationYield Yield(object resource, bool write = true)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new SimulationYield(World, resource, write);
    }

    /// <summary>Writes a line into the trace, under the step that runs; it is part of the fingerprint. Once the run is over it is dropped.</summary>
    public void Log(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!_owner.IsRetired)
        {
            _world.Log(message);
        }
    }
}
