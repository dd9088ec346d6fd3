using Sim.Capture;

namespace Sim;

/// <content>
/// Callbacks, timers and tasks of the loop: in a simulation, code that uses <see cref="EventLoop.Current"/> gets the world's own loop,
/// and each of its callbacks is a step.
/// </content>
internal sealed partial class World : ILoopHarness
{
    /// <summary>How many waits for a thread a draw chooses from, the least being none.</summary>
    private const int ExecutorLevels = 4;

    /// <summary>The longest wait for a thread: about what a busy machine takes.</summary>
    private const long MostExecutorDelay = 3 * TimeSpan.TicksPerMillisecond;

    private readonly List<EventLoop> _innerLoops = [];

    long ILoopHarness.TagOf(bool isTimer)
    {
        // Whatever the step queued to the pool before came earlier, and must be older.
        _pool.Drain(this);
        return NextTag(StepKind.Callback).Value;
    }

    bool ILoopHarness.Runs(long tag) => IsCallback(tag);

    void ILoopHarness.Run(in LoopCall call, long tag, Delegate resumes)
    {
        HostOwner host = resumes.Target is { } target ? OwnerOfItem(target) : OwnerOfScheduler();
        int method = StepMethods.OfCallback(resumes, null);
        if (host.IsRetired)
        {
            NoteLate(host, method);
            return;
        }

        if (host.PausedUntil > Clock.Now)
        {
            call.Postpone(host.PausedUntil);
            return;
        }

        BeginStep(method, resumes.Target, host);
        call.Invoke();
        EndStep();
    }

    void ILoopHarness.ReceiveFromOutside(Delegate callback, object? state) =>
        ReceiveFromOutside(callback as SendOrPostCallback ?? (_ => CallLate(callback, state)), state, _owner);

    void ILoopHarness.Entered(EventLoop inner) => _innerLoops.Add(inner);

    void ILoopHarness.Left(EventLoop inner) => _innerLoops.Remove(inner);

    long ILoopHarness.DrawExecutorDelay() => MostExecutorDelay * Draw(ChoiceDomain.Executor, ExecutorLevels) / (ExecutorLevels - 1);

    private static bool IsCallback(long tag) => new StepTag(tag).Kind == StepKind.Callback;

    private static void CallLate(Delegate callback, object? state)
    {
        if (callback is Action plain)
        {
            plain();
        }
        else
        {
            ((Action<object?>)callback)(state);
        }
    }

    /// <summary>
    /// Faults of the loop's own futures are told at the end, as a closing loop tells them: in a step, since the handler may be the test's.
    /// </summary>
    private bool ReportsFutures()
    {
        if (IsOver || _loop.GetStatistics().UnseenFaults == 0)
        {
            return false;
        }

        _loop.CallSoon(_loop.ReportUnseenFaults);
        return true;
    }

    /// <summary>What the loop's handler would write down in production is a finding here; a warning goes into the trace.</summary>
    private void TakeFault(LoopErrorContext context)
    {
        if (context.IsWarning)
        {
            Log(context.Message);
        }
        else if (context.Kind == LoopErrorKind.UnseenFault)
        {
            End(RunOutcome.Unobserved, context.Exception);
        }
        else if (IsInStep)
        {
            Crash(context.Exception!);
        }
        else
        {
            throw new InternalErrorException("An exception left a step.", context.Exception);
        }
    }
}
