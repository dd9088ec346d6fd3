namespace Sim;

/// <summary>Code that waits for a future. A task keeps one for all its awaits, and makes more only if it has several at a time.</summary>
internal sealed class FutureWait(LoopTask? task) : FutureWaiter
{
    private Action? _continuation;

    /// <summary>What is waited for; null while nothing is.</summary>
    public LoopFuture? Future { get; private set; }

    public override Delegate? Continuation => _continuation;

    public override LoopTask? AwaitingTask => task;

    public void Begin(LoopFuture future, Action continuation)
    {
        Future = future;
        _continuation = continuation;
        future.AddWaiter(this);
    }

    protected override void OnDone()
    {
        Action continuation = _continuation!;
        LoopFuture future = Future!;
        _continuation = null;
        Future = null;
        if (task is null)
        {
            continuation();
        }
        else
        {
            task.Resume(this, future, continuation);
        }
    }
}
