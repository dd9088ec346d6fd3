using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Sim.Capture;

namespace Sim;

/// <summary>
/// Makes the runs of a plan, one after another, on carriers of its own, while the thread that asked for it waits. One
/// session runs at a time in a process: the timer queue and the pool's request flag are the process's.
/// </summary>
internal sealed partial class Session
{
    private const int StepsBetweenLooks = 8;
    private static readonly long s_windowTicks = Stopwatch.Frequency / 1000;
    private static readonly SemaphoreSlim s_one = new(1, 1);

    private readonly IRunPlan _plan;
    private readonly CapturedTimers _timers;
    private readonly World _world;
    private readonly ManualResetEventSlim _done = new();
    private readonly Watchdog _watchdog;
    private long _windowOpened;
    private int _sinceLook;
    private bool _running;
    private bool _finished;
    private Exception? _defect;

    private Session(IRunPlan plan)
    {
        _plan = plan;
        Pool = CapturedPool.Instance;
        _timers = new CapturedTimers();
        _world = new World(this, Pool, _timers);
        _watchdog = new Watchdog(this);
        WaitHook.OnCarrierWait = static (handles, all, milliseconds) => Running!._world.Wait(handles, all, milliseconds);
    }

    /// <summary>The queues into which carriers queue.</summary>
    public CapturedPool Pool { get; }

    /// <summary>Grows with every step and every run: it stands still only while a step is stuck.</summary>
    public long Progress { get; private set; }

    /// <summary>How long a step may take.</summary>
    public TimeSpan StepTimeout => _running ? _world.Spec.Options.StepTimeout : Timeout.InfiniteTimeSpan;

    /// <summary>Whether user code runs on the carrier with the baton.</summary>
    public bool IsInStep => _world.IsInStep;

    /// <summary>The session that runs in this process; what the wait hook, which has no other way, goes by.</summary>
    private static Session? Running { get; set; }

    /// <summary>The world of the session that runs.</summary>
    public static World? CurrentWorld => Running?._world;

    /// <summary>Makes all runs of a plan, and returns when they are made.</summary>
    /// <exception cref="InvalidOperationException">The caller runs inside a simulation.</exception>
    /// <exception cref="PlatformNotSupportedException">This runtime cannot be captured.</exception>
    public static void Execute(IRunPlan plan)
    {
        if (Carrier.Current is not null)
        {
            throw new InvalidOperationException("A simulation cannot run inside another one: await its body instead.");
        }

        CaptureSupport.Require();
        s_one.Wait();
        try
        {
            var session = new Session(plan);
            Running = session;
            session.ExecuteAll();
        }
        finally
        {
            s_one.Release();
        }
    }

    /// <summary>Runs steps on the calling carrier for as long as it has the baton.</summary>
    public void Drive(Carrier me)
    {
        try
        {
            TakeOver(me);
            while (!_finished && _next is null)
            {
                if (_unwinder is null)
                {
                    DriveOne();
                }
                else
                {
                    _next = _unwinder;
                }
            }
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            _defect = exception;
            _finished = true;
        }

        LetGo(me);
    }

    private void ExecuteAll()
    {
        _watchdog.Start();
        AppDomain.CurrentDomain.FirstChanceException += NoteThrown;
        Carrier first = CarrierPool.Rent();
        _holder = first;
        first.Hand(this);
        _done.Wait();
        AppDomain.CurrentDomain.FirstChanceException -= NoteThrown;
        _watchdog.Stop();
        if (_defect is not null)
        {
            throw _defect as InternalErrorException ?? new InternalErrorException("The simulator failed.", _defect);
        }
    }

    private void NoteThrown(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (Carrier.Current is not { } carrier || !ReferenceEquals(carrier, _holder))
        {
            return;
        }

        if (thrown.Exception is ThreadAbortException)
        {
            carrier.RestoreSignals();
        }
        else
        {
            _world.NoteThrown();
        }
    }

    private void TakeOver(Carrier me)
    {
        _world.MovedTo(me);
        _world.DriveHere();
        OpenWindow();
    }

    private void LetGo(Carrier me)
    {
        CloseWindow();
        CarrierPool.Return(me);
        if (_finished)
        {
            _done.Set();
        }
        else
        {
            Carrier next = _next!;
            _next = null;
            _unwinder = ReferenceEquals(next, _unwinder) ? null : _unwinder;
            HandTo(next);
        }
    }

    private void DriveOne()
    {
        if (_running && !_world.IsOver)
        {
            _world.Step();
            Progress++;
            if (IsAborting)
            {
                EndAbort();
            }
        }
        else
        {
            NextRun();
        }

        if (++_sinceLook >= StepsBetweenLooks)
        {
            RotateWindow();
        }
    }

    private void NextRun()
    {
        if (_running)
        {
            _world.Retire();
            _running = false;
            _plan.Completed(_world);
        }

        if (_plan.Next() is { } spec)
        {
            _world.Begin(spec);
            _running = true;
            Progress++;
        }
        else
        {
            _finished = true;
        }
    }

    private void OpenWindow()
    {
        _timers.Open();
        _world.NoteCollectedTimers();
        _windowOpened = Stopwatch.GetTimestamp();
        _sinceLook = 0;
    }

    private void RotateWindow()
    {
        _sinceLook = 0;
        if (Stopwatch.GetTimestamp() - _windowOpened > s_windowTicks)
        {
            CloseWindow();
            OpenWindow();
        }
    }

    private void CloseWindow()
    {
        if (_timers.IsOpen)
        {
            _world.TakeIn();
            _world.DropStoppedTimers();
            _timers.Close();
        }
    }
}
