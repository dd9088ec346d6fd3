namespace Sim;

/// <content>Waiting for at most some time.</content>
public partial class LoopTask
{
    /// <summary>
    /// Is done as <paramref name="future"/> is. When the time is over first, that is canceled and waited for: if it ends canceled, this is
    /// faulted with a TimeoutException; if it comes to a result or a fault of its own, that counts.
    /// </summary>
    /// <remarks>Canceling this cancels <paramref name="future"/>; <c>Shield</c> keeps it from both.</remarks>
    /// <param name="future">What is waited for.</param>
    /// <param name="timeout">For how long; null for no limit. Zero or less: it is canceled at once, unless it is done.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deadline is beyond what the loop's clock can tell.</exception>
    public static LoopFuture WaitFor(LoopFuture future, TimeSpan? timeout)
    {
        ArgumentNullException.ThrowIfNull(future);
        return new LimitedFuture<bool>(future, null, timeout);
    }

    /// <inheritdoc cref="WaitFor(LoopFuture, TimeSpan?)" />
    /// <typeparam name="T">What the result is.</typeparam>
    public static LoopFuture<T> WaitFor<T>(LoopFuture<T> future, TimeSpan? timeout)
    {
        ArgumentNullException.ThrowIfNull(future);
        return new LimitedFuture<T>(future, future, timeout);
    }

    /// <inheritdoc cref="WaitFor(LoopFuture, TimeSpan?)" />
    /// <typeparam name="T">What the result is.</typeparam>
    public static LoopFuture<T> WaitFor<T>(LoopTask<T> future, TimeSpan? timeout)
    {
        ArgumentNullException.ThrowIfNull(future);
        return new LimitedFuture<T>(future, future, timeout);
    }

    /// <summary>Runs <paramref name="body"/> in a task of its own, and waits for that as long as <paramref name="timeout"/> says; zero or less never starts it.</summary>
    /// <inheritdoc cref="WaitFor(LoopFuture, TimeSpan?)" />
    /// <param name="body">The code of the task.</param>
    /// <param name="timeout">For how long; null for no limit.</param>
    /// <exception cref="InvalidOperationException">No loop runs on this thread.</exception>
    public static LoopFuture WaitFor(Func<Task> body, TimeSpan? timeout) => WaitFor(EventLoop.Current.CreateTask(body), timeout);

    /// <inheritdoc cref="WaitFor(Func{Task}, TimeSpan?)" />
    /// <typeparam name="T">What the result is.</typeparam>
    public static LoopFuture<T> WaitFor<T>(Func<Task<T>> body, TimeSpan? timeout) => WaitFor(EventLoop.Current.CreateTask(body), timeout);

    /// <inheritdoc cref="WaitFor(Func{Task}, TimeSpan?)" />
    public static LoopFuture WaitFor(Func<CancellationToken, Task> body, TimeSpan? timeout) => WaitFor(EventLoop.Current.CreateTask(body), timeout);

    /// <inheritdoc cref="WaitFor(Func{Task}, TimeSpan?)" />
    /// <typeparam name="T">What the result is.</typeparam>
    public static LoopFuture<T> WaitFor<T>(Func<CancellationToken, Task<T>> body, TimeSpan? timeout) => WaitFor(EventLoop.Current.CreateTask(body), timeout);
}
