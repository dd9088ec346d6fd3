using Sim.Capture;

namespace Sim;

/// <content>
/// Callbacks, timers and tasks of the loop: in a simulation, code that uses <see cref="EventLoop.Current"/> gets the world's own loop,
/// and each of its callbacks is a step.
/// </content>
internal sealed partial class World : ILoopHarness
{
    private bool _inCallback;

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

        BeginStep(method, resumes.Target, host);
        _inCallback = true;
        call.Invoke();
        _inCallback = false;
        EndStep();
    }

    void ILoopHarness.ReceiveFromOutside(Delegate callback, object? state) =>
        ReceiveFromOutside(callback as SendOrPostCallback ?? (_ => CallLate(callback, state)), state);

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

    /// <summary>What left a callback would be written by the loop's handler in production; here it is a finding.</summary>
    private void TakeFault(Exception exception)
    {
        if (!_inCallback)
        {
            throw new InternalErrorException("An exception left a step.", exception);
        }

        Crash(exception);
    }
}
