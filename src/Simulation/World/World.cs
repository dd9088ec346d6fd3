using Sim.Capture;

namespace Sim;

/// <summary>
/// The deterministic world: the loop, virtual time, what was captured, the choices, the trace. One serves all runs of a
/// session, one after another; between runs everything in it is emptied and nothing is given from one to the next.
/// </summary>
internal sealed partial class World
{
    /// <summary>How many steps may run after the body is done, so that what it left behind may fault in the run that it belongs to.</summary>
    private const int MaxDrainSteps = 1_000;

    private readonly Session _session;
    private readonly CapturedPool _pool;
    private readonly CapturedTimers _timers;
    private readonly ChosenOrder _order;
    private readonly EventLoop _loop;
    private readonly FaultedTasks _faulted = new();
    private Thread _thread = Thread.CurrentThread;
    private long _clockThread;
    private SynchronizationContext _context = WaitHook.PoolContext;
    private RunSpec _spec = null!;
    private RunOwner _owner = null!;
    private HostOwner _host = null!;
    private Task? _main;
    private int _drainedFrom;
    private int _scheduled;
    private bool _inStep;

    public World(Session session, CapturedPool pool, CapturedTimers timers)
    {
        _session = session;
        _pool = pool;
        _timers = timers;
        _order = new ChosenOrder(this);
        _loop = new EventLoop(new EventLoopOptions
        {
            Clock = Clock,
            Selector = new WorldSelector(this),
            Order = _order,
            Harness = this,
            ExceptionHandler = TakeFault,
            Debug = false,
        });
        _runPool = RunPoolItem;
        _runPost = RunPost;
        _runTimer = RunTimer;
        _runResume = RunResume;
        _runTimeout = RunTimeout;
        _runDelivery = RunDelivery;
        _runHost = RunHost;
        _runStop = RunStop;
        _runComplete = RunComplete;
        _runPostponed = RunPostponed;
    }

    public VirtualClock Clock { get; } = new();

    public ChoiceSource Choices { get; } = new();

    public RunTrace Trace { get; } = new();

    public EscapeLog EscapeLog { get; } = new();

    public RunSpec Spec => _spec;

    /// <summary>The number of the run in its session, from 1 on.</summary>
    public int RunNumber { get; private set; }

    /// <summary>How the run ended, once it did.</summary>
    public RunOutcome Outcome { get; private set; }

    /// <summary>What went wrong, if it did.</summary>
    public Exception? Error { get; private set; }

    /// <summary>What went wrong, in words, where no exception says it.</summary>
    public string? Detail { get; private set; }

    /// <summary>The host in whose step the run ended.</summary>
    public string EndedOn { get; private set; } = "";

    /// <summary>The step in which the run ended.</summary>
    public int EndedIn { get; private set; }

    /// <summary>Whether the run is over.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The step that runs, or ran last; -1 before the first.</summary>
    public int CurrentStep => Trace.Count - 1;

    /// <summary>Whether user code is running on the carrier that has the baton; its clocks and random bytes are the run's meanwhile.</summary>
    public bool IsInStep
    {
        get => _inStep;
        private set
        {
            _inStep = value;
            ClockHook.Enter(value ? _clockThread : 0);
            RandomHook.Enter(value ? _clockThread : 0, CurrentStep);
        }
    }

    /// <summary>How many items of the run were dropped when it was retired.</summary>
    public int Dropped { get; private set; }

    /// <summary>Begins a run.</summary>
    public void Begin(RunSpec spec)
    {
        _spec = spec;
        RunNumber++;
        _break = spec.Options.Break;
        Reset();
        Choices.Begin(spec.Seed, spec.Script, spec.GoesOn);
        spec.Strategy.BeginRun(spec.Seed, ref Choices.Random(ChoiceDomain.Schedule));
        ResetLiveness();
        _owner = new RunOwner(EscapeLog) { Number = RunNumber };
        _network = null;
        _host = AddTestOwner();
        _context = Draw(ChoiceDomain.Inlining, 2) == 0 && spec.Options.Ordering == Ordering.Pool
            ? WaitHook.PoolContext
            : new WorldContext(this, _loop, _owner);
        SharedRandom.Seed(RandomSource.Derive(spec.Seed, (ulong)ChoiceDomain.SharedRandom + 1));
        ActivityRandom.Seed(RandomSource.Derive(spec.Seed, (ulong)ChoiceDomain.ActivityIds + 1));
        JsonSamples.Forget();
        RandomHook.Begin(RandomSource.Derive(spec.Seed, (ulong)ChoiceDomain.RandomBytes + 1));
        ClockHook.Show(0, 0, spec.Options.StartTime);
        _loop.CallSoon(RunMain, new Simulation(this, _owner), NextTag(StepKind.Main).Value);
    }

    /// <summary>
    /// Does what a process does only once, in a step that may not be the first of its kind in the next process: with real clocks and real
    /// random bytes, so that the step draws the same ones after it.
    /// </summary>
    public void DoOnce(Action action)
    {
        ClockHook.Enter(0);
        RandomHook.Pause();
        try
        {
            action();
        }
        finally
        {
            RandomHook.Resume(_clockThread);
            ClockHook.Enter(_clockThread);
        }
    }

    /// <summary>The calling carrier drives from now on: the loop is its own.</summary>
    public void DriveHere() => EventLoop.SetCurrent(_loop);

    /// <summary>Runs at most one step.</summary>
    public void Step() => _loop.Step();

    /// <summary>
    /// The run is over, and nothing of it may run again: what is blocked unwinds, what is queued is counted and dropped,
    /// what turns up later is known by its owner.
    /// </summary>
    public void Retire()
    {
        _owner.IsRetired = true;
        UnwindBlocked();
        RetireHosts();
        TakeIn();
        Dropped = _loop.ReadyCount;
        _loop.Clear();
    }

    /// <summary>The step was torn from its carrier.</summary>
    public void StepAborted()
    {
        IsInStep = false;
        ResetThread();
    }

    /// <summary>Says how the run ended; the first to say so is right.</summary>
    public void End(RunOutcome outcome, Exception? error = null, string? detail = null)
    {
        if (!IsOver && !_session.IsAborting)
        {
            IsOver = true;
            Outcome = outcome;
            Error = error;
            Detail = detail;
            EndedOn = _host.Name;
            EndedIn = CurrentStep;
        }
    }

    /// <summary>What a plan finds out about a run that is over, by comparing it with another.</summary>
    public void Overrule(RunOutcome outcome, string detail) => (Outcome, Detail) = (outcome, detail);

    /// <summary>Writes a line into the trace; what code of a run that is over writes as it unwinds is dropped.</summary>
    public void Log(string text, LineKind kind = LineKind.Log, string source = "")
    {
        if (!_host.IsRetired && (_down == 0 || !CurrentOwner.IsRetired))
        {
            Trace.AddLog(text, kind, source);
        }
    }

    /// <summary>A recorded draw that goes into the fingerprint.</summary>
    public int Draw(ChoiceDomain domain, int bound)
    {
        int answer = Choices.Draw(domain, bound);
        Trace.MixDraw(answer);
        return answer;
    }

    /// <summary>A recorded draw of an event with this probability.</summary>
    public bool DrawChance(ChoiceDomain domain, double probability)
    {
        bool answer = Choices.DrawChance(domain, probability);
        Trace.MixDraw(answer ? 1 : 0);
        return answer;
    }

    /// <summary>The carrier with the baton is another one now.</summary>
    public void MovedTo(Carrier carrier)
    {
        _thread = carrier.Thread;
        _clockThread = carrier.ClockThread;
    }

    /// <summary>What of this run was not varied although a real machine could.</summary>
    public LeftOut LeftOut { get; set; }

    private void Reset()
    {
        _loop.Clear();
        Clock.Reset();
        Trace.Begin(_spec.KeepsDetails);
        _order.Reset();
        _faulted.Clear();
        ResetHosts();
        ResetFaults();
        _disks.Clear();
        _followers.Clear();
        EscapeLog.TakeAll();
        _main = null;
        _drainedFrom = 0;
        _scheduled = 0;
        BeginRaces();
        _innerLoops.Clear();
        IsOver = false;
        Outcome = RunOutcome.Passed;
        Error = null;
        Detail = null;
        Dropped = 0;
        LeftOut = LeftOut.None;
        ResetAccesses();
    }
}
