namespace Sim;

/// <summary>What goes on when a future is done, as an entry of the loop's ready set: nothing completes inline.</summary>
internal abstract class FutureWaiter : IContinuation
{
    /// <summary>The callback of such entries; their state is the waiter.</summary>
    public static readonly Action<object?> Run = static waiter => ((FutureWaiter)waiter!).OnDone();

    /// <summary>The code that goes on, for those who name steps; null where there is none of the user's.</summary>
    public abstract Delegate? Continuation { get; }

    /// <summary>The task whose code goes on; null where it is none's.</summary>
    public virtual LoopTask? AwaitingTask => null;

    /// <summary>
    /// The future is done, or was so when this was added. Schedules that this goes on; those who only pass it on to another future may do so at once.
    /// </summary>
    public virtual void Notify(LoopFuture future) => future.Loop.CallSoonBare(Run, this);

    /// <summary>Goes on; on the loop's thread, in a tick after the one in which the future was done.</summary>
    protected abstract void OnDone();
}
