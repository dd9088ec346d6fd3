using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Sim.Capture;

namespace Sim;

/// <summary>
/// Ends steps that do not end: first by an interrupt, which ends Sleep, WaitOne and a contended lock, then by an abort, which ends
/// any loop in managed code. A thread of its own, since timers and the pool are what it watches over. Off under a debugger. The time in
/// which a step could have computed and got no processor does not count.
/// </summary>
/// <remarks>
/// What neither ends costs the process, by <see cref="WorkerProcess.OnLost"/>: native code that does not return, and a loop inside a
/// catch or finally block, where the runtime holds an abort off. A loop that calls other methods may cost it at once: on Unix an
/// abort that waits for such a method to return is thrown where nothing can catch it (seen on .NET 10.0.12).
/// </remarks>
internal sealed class Watchdog(Session session)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(500);

    private readonly ManualResetEventSlim _stop = new();
    private long _seen = -1;
    private Stretch? _stretch;

    public void Start()
    {
        if (!Debugger.IsAttached)
        {
            new Thread(Watch) { IsBackground = true, Name = "Sim watchdog" }.UnsafeStart();
        }
    }

    public void Stop() => _stop.Set();

    private void Watch()
    {
        while (!_stop.Wait(s_look))
        {
            if (session.Progress != _seen)
            {
                _seen = session.Progress;
                _stretch = null;
            }
            else if (_stretch is null)
            {
                // Before the first carrier has the baton there is nothing to watch.
                _stretch = session.Holder is { } carrier ? Stretch.Begin(carrier) : null;
            }
            else if (session.StepTimeout is var most && most > TimeSpan.Zero && _stretch.Length > most && session.IsInStep && !TryEndStep())
            {
                WorkerProcess.OnLost($"A step on {session.Holder!.Thread.Name} neither ended by itself nor could be ended: it blocks in native code, or spins where the runtime cannot abort it.");
                return;
            }
        }
    }

    private bool TryEndStep()
    {
        Carrier carrier = session.Holder!;
        session.IsAborting = true;
        EventHandler<FirstChanceExceptionEventArgs> witness = (_, thrown) =>
        {
            if (thrown.Exception is ThreadInterruptedException && Carrier.Current == carrier)
            {
                session.StuckAt(Environment.StackTrace);
            }
        };
        AppDomain.CurrentDomain.FirstChanceException += witness;
        carrier.Interrupt();
        bool ended = HasMoved(carrier, s_grace);
        if (!ended)
        {
            AbortFromElsewhere(carrier);
            ended = HasMoved(carrier, 4 * s_grace);
        }

        AppDomain.CurrentDomain.FirstChanceException -= witness;
        session.IsAborting = false;
        return ended;
    }

    /// <summary>An abort returns only once the thread is at a safe point, which native code may never reach.</summary>
    private static void AbortFromElsewhere(Carrier carrier) =>
        new Thread(carrier.Abort) { IsBackground = true, Name = "Sim abort" }.UnsafeStart();

    private bool HasMoved(Carrier carrier, TimeSpan within)
    {
        var waiting = Stretch.Begin(carrier);
        while (session.Progress == _seen && waiting.Length < within)
        {
            _stop.Wait(TimeSpan.FromMilliseconds(1));
        }

        return session.Progress != _seen;
    }

    /// <summary>Real time in which a carrier slept or computed.</summary>
    private sealed record Stretch(Carrier Carrier, long Since, TimeSpan Waited)
    {
        public TimeSpan Length => Stopwatch.GetElapsedTime(Since) - (ProcessorWait.Of(Carrier.SchedulerFile) - Waited);

        public static Stretch Begin(Carrier carrier) => new(carrier, Stopwatch.GetTimestamp(), ProcessorWait.Of(carrier.SchedulerFile));
    }
}
