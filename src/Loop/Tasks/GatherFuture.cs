namespace Sim;

/// <summary>Is done when all its children are, or, unless it returns their faults, at the first fault among them.</summary>
/// <typeparam name="TResult">What is made of the children.</typeparam>
internal abstract class GatherFuture<TResult> : LoopFuture<TResult>, IExplainedWait
{
    private readonly LoopFuture[] _children;
    private readonly bool _returnsFaults;
    private int _pending;
    private bool _cancelRequested;

    protected GatherFuture(LoopFuture[] children, bool returnsFaults)
        : base(Futures.LoopOf(children))
    {
        _children = children;
        _returnsFaults = returnsFaults;
        _pending = children.Length;
        if (_pending == 0)
        {
            TrySetResult(Collect());
            return;
        }

        var waiter = new Waiter(this);
        foreach (LoopFuture child in children)
        {
            child.AddWaiter(waiter);
        }
    }

    string IExplainedWait.What => $"gather of {_children.Length}";

    IEnumerable<LoopFuture> IExplainedWait.Parts => _children;

    /// <summary>Cancels the children that are not done; what becomes of this one they decide.</summary>
    public override bool Cancel(string? reason = null)
    {
        if (IsDone)
        {
            return base.Cancel(reason);
        }

        bool canceled = false;
        foreach (LoopFuture child in _children)
        {
            canceled |= child.Cancel(reason);
        }

        if (canceled)
        {
            _cancelRequested = true;
            Reason = reason;
        }

        return canceled;
    }

    /// <summary>All are done, and this is to have their results.</summary>
    protected abstract TResult Collect();

    private string? Reason { get; set; }

    private void ChildDone()
    {
        if (--_pending > 0 || IsDone)
        {
            return;
        }

        TResult result = Collect();
        if (_cancelRequested)
        {
            // A request to cancel counts although faults are returned.
            TrySetException(Canceled.NewException(Reason));
        }
        else
        {
            TrySetResult(result);
        }
    }

    private void ChildFailed(LoopFuture child)
    {
        _pending--;
        child.MarkFaultSeen();
        if (!IsDone)
        {
            TrySetException(child.Failure!);
        }
    }

    /// <summary>Waits for every child alike, so that one does for all.</summary>
    private sealed class Waiter(GatherFuture<TResult> gather) : FutureWaiter
    {
        public override Delegate? Continuation => gather.FirstContinuation;

        public override void Notify(LoopFuture future)
        {
            if (future.IsSuccessful || gather._returnsFaults)
            {
                base.Notify(future);
            }
            else
            {
                future.Loop.CallSoonBare(Run, new Failed(gather, future));
            }
        }

        protected override void OnDone() => gather.ChildDone();
    }

    /// <summary>Says which child failed.</summary>
    private sealed class Failed(GatherFuture<TResult> gather, LoopFuture child) : FutureWaiter
    {
        public override Delegate? Continuation => gather.FirstContinuation;

        protected override void OnDone() => gather.ChildFailed(child);
    }
}
