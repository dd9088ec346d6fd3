namespace Sim;

/// <content>Blocking work.</content>
public partial class LoopTask
{
    /// <summary>Runs blocking work on a thread of the current loop's executor, with the AsyncLocals of the caller.</summary>
    /// <returns>What it comes to. Canceling it keeps work that has not begun from running.</returns>
    /// <exception cref="InvalidOperationException">No loop runs on this thread, or its executor was shut down.</exception>
    public static LoopFuture<T> ToThread<T>(Func<T> work) => EventLoop.Current.RunInExecutor(work);

    /// <inheritdoc cref="ToThread{T}(Func{T})"/>
    public static LoopFuture ToThread(Action work) => EventLoop.Current.RunInExecutor(work);
}
