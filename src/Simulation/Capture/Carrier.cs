using System.Runtime;

namespace Sim.Capture;

/// <summary>
/// A thread that carries simulated steps. Exactly one carrier of a session runs at a time, the one with the baton. A
/// step that blocks keeps its carrier and hands the baton to another; it gets it back when what it waits for is there.
/// </summary>
internal sealed class Carrier
{
    /// <summary>
    /// The stack guard of the runtime sends deep continuation chains to the pool: 50,000 awaits took 32 steps on 1 MB cold,
    /// 35 tiered, and 1 on 16 MB, but for one warm process where it took more (.NET 10.0.12). A fixed stack with a wide
    /// margin keeps that from varying; only what is touched of it takes memory.
    /// </summary>
    private const int StackBytes = 64 << 20;

    [ThreadStatic]
    private static Carrier? t_current;

    private readonly Baton _baton = new();
    private readonly CancellationTokenSource _abort = new();
    private Session? _session;
    private SignalMask? _signals;

    public Carrier(int number)
    {
        Thread = new Thread(Main, StackBytes) { IsBackground = true, Name = $"Sim carrier {number}" };
        Thread.UnsafeStart();
    }

    /// <summary>The carrier that the calling thread is, or null.</summary>
    public static Carrier? Current => t_current;

    public Thread Thread { get; }

    /// <summary>The thread, as <see cref="ClockHook"/> names it.</summary>
    public long ClockThread { get; private set; }

    /// <summary>Where the machine tells how long this carrier waited for a processor: see <see cref="ProcessorWait"/>.</summary>
    public string? SchedulerFile { get; private set; }

    /// <summary>Gives this carrier the baton of a session.</summary>
    public void Hand(Session session)
    {
        _session = session;
        _baton.Give();
    }

    /// <summary>Waits for the baton, unseen by the wait hook.</summary>
    public void Park()
    {
        ref SynchronizationContext? context = ref TaskInternals.SynchronizationContextOf(Thread);
        SynchronizationContext? own = context;
        context = null;
        _baton.Take();
        context = own;
    }

    /// <summary>Ends a wait of the step that runs here: Sleep, WaitOne, a contended lock. From another thread.</summary>
    public void Interrupt() => Thread.Interrupt();

    /// <summary>Aborts the step that runs here, wherever managed code runs. From another thread.</summary>
    public void Abort() => _abort.Cancel();

    /// <summary>An abort was thrown on this thread, which is this carrier's: undoes what that did to its signals.</summary>
    public void RestoreSignals() => _signals!.Restore();

    /// <summary>Swallows an interrupt that came too late to hit its step.</summary>
    public static void ClearInterrupt()
    {
        try
        {
            Thread.CurrentThread.Join(0);
        }
        catch (ThreadInterruptedException)
        {
            // This is what we came for.
        }
    }

    private void Main()
    {
        t_current = this;
        _signals = SignalMask.Save();
        ClockThread = ClockHook.CurrentThread;
        SchedulerFile = ProcessorWait.FileOfThisThread();
        SharedRandom.Install();
        ActivityRandom.Install();
        while (true)
        {
            _baton.Take();
            Session session = _session!;
            session.Pool.Redirect();
            if (!TryDrive(session))
            {
                // The runtime believes for good that it has yet to stop this thread and never tries again (seen on .NET 10.0.12), so it ends here.
                session.PassOn();
                return;
            }
        }
    }

    /// <summary>Drives the session until the baton is gone; false if an abort ended a step.</summary>
    private bool TryDrive(Session session)
    {
        try
        {
#pragma warning disable SYSLIB0046 // A step that spins can be ended in no other way; the world that it ran in is retired with it.
            ControlledExecution.Run(() => session.Drive(this), _abort.Token);
#pragma warning restore SYSLIB0046
            return true;
        }
        catch (OperationCanceledException aborted) when (_abort.IsCancellationRequested)
        {
            session.StepAborted(aborted);
            return false;
        }
    }
}
