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
