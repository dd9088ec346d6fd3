namespace Sim;

/// <summary>Waits for many futures at a time, and says when that is over.</summary>
internal sealed class ManyWaiter : FutureWaiter
{
    /// <summary>The wait is over, whatever is done.</summary>
    public static readonly Action<object?> End = static waiter => ((ManyWaiter)waiter!).Over.TrySetResult(true);

    private static readonly Action<object?> s_fault = static waiter => ((ManyWaiter)waiter!).FaultSeen();
    private readonly LoopFuture[] _futures;
    private readonly WaitUntil _until;
    private int _pending;

    public ManyWaiter(LoopFuture[] futures, WaitUntil until)
    {
        _futures = futures;
        _until = until;
        _pending = futures.Length;
        Over = new ManyFuture(futures);
        foreach (LoopFuture future in futures)
        {
            future.AddWaiter(this);
        }
    }

    /// <summary>Is done when the wait is over.</summary>
    public LoopFuture<bool> Over { get; }

    public override Delegate? Continuation => Over.FirstContinuation;

    public override void Notify(LoopFuture future) => future.Loop.CallSoonBare(future.IsFaulted ? s_fault : Run, this);

    /// <summary>Waits no more.</summary>
    public void Leave()
    {
        foreach (LoopFuture future in _futures)
        {
            future.RemoveWaiter(this);
        }
    }

    protected override void OnDone()
    {
        if (--_pending == 0 || _until == WaitUntil.FirstCompleted)
        {
            Over.TrySetResult(true);
        }
    }

    private void FaultSeen()
    {
        if (--_pending == 0 || _until != WaitUntil.AllCompleted)
        {
            Over.TrySetResult(true);
        }
    }

    private sealed class ManyFuture(LoopFuture[] futures) : LoopFuture<bool>(futures[0].Loop), IExplainedWait
    {
        public string What => $"{futures.Length} futures";

        public IEnumerable<LoopFuture> Parts => futures;
    }
}
