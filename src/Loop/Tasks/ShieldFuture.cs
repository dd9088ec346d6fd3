namespace Sim;

/// <summary>Is done as another is; canceling it leaves that one alone.</summary>
/// <typeparam name="T">What the result is.</typeparam>
internal sealed class ShieldFuture<T> : LoopFuture<T>, IExplainedWait
{
    private readonly LoopFuture _inner;
    private readonly ILoopFuture<T>? _typed;
    private readonly Waiter? _waiter;

    public ShieldFuture(LoopFuture inner, ILoopFuture<T>? typed)
        : base(inner.Loop)
    {
        (_inner, _typed) = (inner, typed);
        if (inner.IsDone)
        {
            TakeOver();
            return;
        }

        _waiter = new Waiter(this);
        inner.AddWaiter(_waiter);
    }

    string IExplainedWait.What => "a shielded future";

    IEnumerable<LoopFuture> IExplainedWait.Parts => [_inner];

    /// <summary>Cancels this alone. A fault of the other is then seen by nobody on this way, and reported as such.</summary>
    public override bool Cancel(string? reason = null)
    {
        if (_waiter is not null)
        {
            _inner.RemoveWaiter(_waiter);
        }

        return base.Cancel(reason);
    }

    private void TakeOver()
    {
        if (IsDone)
        {
            return;
        }

        _inner.MarkFaultSeen();
        if (_inner.IsCanceled)
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

    private sealed class Waiter(ShieldFuture<T> outer) : FutureWaiter
    {
        public override Delegate? Continuation => outer.FirstContinuation;

        protected override void OnDone() => outer.TakeOver();
    }
}
