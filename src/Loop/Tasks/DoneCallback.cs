namespace Sim;

/// <summary>A callback that was added to a future.</summary>
internal sealed class DoneCallback(LoopFuture future, Action<LoopFuture> callback, ExecutionContext? context) : FutureWaiter
{
    public override Delegate Continuation => callback;

    public bool Is(Action<LoopFuture> other) => callback == other;

    protected override void OnDone()
    {
        if (context is not null)
        {
            ExecutionContext.Restore(context);
        }

        callback(future);
    }
}
