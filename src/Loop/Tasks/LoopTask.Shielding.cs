namespace Sim;

/// <content>Keeping a cancellation away.</content>
public partial class LoopTask
{
    /// <summary>
    /// Is done as <paramref name="future"/> is; but canceling this, or the task that awaits it, leaves <paramref name="future"/> alone. If that
    /// is canceled itself, so is this.
    /// </summary>
    public static LoopFuture Shield(LoopFuture future)
    {
        ArgumentNullException.ThrowIfNull(future);
        return new ShieldFuture<bool>(future, null);
    }

    /// <inheritdoc cref="Shield(LoopFuture)" />
    /// <typeparam name="T">What the result is.</typeparam>
    public static LoopFuture<T> Shield<T>(LoopFuture<T> future)
    {
        ArgumentNullException.ThrowIfNull(future);
        return new ShieldFuture<T>(future, future);
    }

    /// <inheritdoc cref="Shield(LoopFuture)" />
    /// <typeparam name="T">What the result is.</typeparam>
    public static LoopFuture<T> Shield<T>(LoopTask<T> future)
    {
        ArgumentNullException.ThrowIfNull(future);
        return new ShieldFuture<T>(future, future);
    }

    /// <summary>Runs <paramref name="body"/> in a task of its own that a cancellation of whoever awaits it does not reach.</summary>
    /// <exception cref="InvalidOperationException">No loop runs on this thread.</exception>
    public static LoopFuture Shield(Func<Task> body) => Shield(EventLoop.Current.CreateTask(body));

    /// <inheritdoc cref="Shield(Func{Task})" />
    /// <typeparam name="T">What the result is.</typeparam>
    public static LoopFuture<T> Shield<T>(Func<Task<T>> body) => Shield(EventLoop.Current.CreateTask(body));
}
