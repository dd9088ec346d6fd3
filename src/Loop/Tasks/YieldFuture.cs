namespace Sim;

/// <summary>Is done as soon as somebody waits for it, who so goes on exactly one tick later.</summary>
internal sealed class YieldFuture(EventLoop loop) : LoopFuture(loop)
{
    internal override void AddWaiter(FutureWaiter waiter)
    {
        TrySucceed();
        base.AddWaiter(waiter);
    }
}

/// <summary>Is done with a result as soon as somebody waits for it.</summary>
internal sealed class YieldFuture<T>(EventLoop loop, T result) : LoopFuture<T>(loop)
{
    internal override void AddWaiter(FutureWaiter waiter)
    {
        TrySetResult(result);
        base.AddWaiter(waiter);
    }
}
