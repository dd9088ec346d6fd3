namespace Sim;

/// <summary>Is done when its time has come.</summary>
internal sealed class SleepFuture : LoopFuture, IContinuation, IExplainedWait
{
    private static readonly Action<object?> s_wake = static sleep => ((SleepFuture)sleep!).TrySucceed();
    private readonly TimerHandle _timer;

    public SleepFuture(EventLoop loop, long deadline)
        : base(loop)
    {
        _timer = loop.CallAtBare(deadline, s_wake, this);
    }

    Delegate? IContinuation.Continuation => FirstContinuation;

    string IExplainedWait.What => "a sleep";

    public override bool Cancel(string? reason = null)
    {
        _timer.Cancel();
        return base.Cancel(reason);
    }
}

/// <summary>Is done with a result when its time has come.</summary>
internal sealed class SleepFuture<T> : LoopFuture<T>, IContinuation
{
    private static readonly Action<object?> s_wake = static sleep => ((SleepFuture<T>)sleep!).Wake();
    private readonly TimerHandle _timer;
    private readonly T _result;

    public SleepFuture(EventLoop loop, long deadline, T result)
        : base(loop)
    {
        _result = result;
        _timer = loop.CallAtBare(deadline, s_wake, this);
    }

    Delegate? IContinuation.Continuation => FirstContinuation;

    public override bool Cancel(string? reason = null)
    {
        _timer.Cancel();
        return base.Cancel(reason);
    }

    private void Wake() => TrySetResult(_result);
}
