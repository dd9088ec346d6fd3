namespace Sim;

/// <summary>
/// Is done as another is; but once its time is over it cancels that one, waits for it, and is then faulted with a TimeoutException
/// if that one ended by the cancellation.
/// </summary>
/// <typeparam name="T">What the result is.</typeparam>
internal sealed class LimitedFuture<T> : LoopFuture<T>, IContinuation, IExplainedWait
{
    private static readonly Action<object?> s_expire = static future => ((LimitedFuture<T>)future!).Expire();

    private readonly LoopFuture _inner;
    private readonly ILoopFuture<T>? _typed;
    private readonly TimeSpan? _limit;
    private readonly TimerHandle _timer;
    private bool _isExpired;
    private bool _cancelRequested;

    /// <param name="inner">What is waited for.</param>
    /// <param name="typed">The same, where it has a result that matters.</param>
    /// <param name="limit">For how long; null for no limit.</param>
    public LimitedFuture(LoopFuture inner, ILoopFuture<T>? typed, TimeSpan? limit)
        : base(inner.Loop)
    {
        (_inner, _typed, _limit) = (inner, typed, limit);
        if (inner.IsDone)
        {
            TakeOver();
            return;
        }

        if (limit > TimeSpan.Zero)
        {
            _timer = Loop.CallAtBare(Loop.DeadlineOf(limit.Value), s_expire, this);
        }
        else if (limit is not null)
        {
            Expire();
        }

        inner.AddWaiter(new Relay(this));
    }

    Delegate? IContinuation.Continuation => FirstContinuation;

    string IExplainedWait.What => _limit is null ? "a future" : $"a future for at most {_limit}";

    IEnumerable<LoopFuture> IExplainedWait.Parts => [_inner];

    /// <summary>Cancels what is waited for; what becomes of this one that decides.</summary>
    public override bool Cancel(string? reason = null)
    {
        if (IsDone)
        {
            return base.Cancel(reason);
        }

        bool canceled = _inner.Cancel(reason);
        _cancelRequested |= canceled;
        return canceled;
    }

    private void Expire()
    {
        _isExpired = true;
        _inner.Cancel("The time to wait for it is over.");
    }

    private void TakeOver()
    {
        _timer.Cancel();
        _inner.MarkFaultSeen();
        if (_inner.EndedCanceled && _isExpired && !_cancelRequested)
        {
            TrySetException(new TimeoutException($"What was waited for was not done after {_limit}, and was canceled.", _inner.Failure));
        }
        else if (_inner.IsCanceled)
        {
            TryCancel(_inner.CancelReason);
        }
        else if (_inner.Fault is { } fault)
        {
            TrySetException(fault);
        }
        else
        {
            TrySetResult(_typed is null ? default! : _typed.Result);
        }
    }

    /// <summary>Passes it on at once: whoever waits for this goes on one tick after the other is done.</summary>
    private sealed class Relay(LimitedFuture<T> outer) : FutureWaiter
    {
        public override Delegate? Continuation => outer.FirstContinuation;

        public override void Notify(LoopFuture future) => OnDone();

        protected override void OnDone() => outer.TakeOver();
    }
}
