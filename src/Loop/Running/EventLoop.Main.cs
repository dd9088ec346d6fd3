namespace Sim;

/// <content>Running until something is done.</content>
public sealed partial class EventLoop
{
    private static readonly Action<LoopFuture> s_stopAfterMain = static future => future.Loop.StopAfter(future);

    private LoopFuture? _awaitedMain;

    /// <summary>
    /// Makes a loop, runs <paramref name="main"/> on it as a task until it is done, and shuts the loop down: cancels the tasks that are left, oldest
    /// first, waits for them and reports what they throw, disposes what was given to <see cref="DisposeOnShutdown"/>, shuts the
    /// loop's executor down, and closes it.
    /// </summary>
    /// <exception cref="InvalidOperationException">A loop runs on this thread already, or was stopped before main was done.</exception>
    /// <exception cref="LoopInterruptedException">Ctrl-C canceled main.</exception>
    /// <remarks>Throws what main threw.</remarks>
    public static void Run(Func<Task> main, EventLoopOptions? options = null)
    {
        using var runner = new LoopRunner(options);
        runner.Run(main);
    }

    /// <inheritdoc cref="Run(Func{Task}, EventLoopOptions?)"/>
    /// <typeparam name="T">What the result is.</typeparam>
    /// <returns>What main returned.</returns>
    public static T Run<T>(Func<Task<T>> main, EventLoopOptions? options = null)
    {
        using var runner = new LoopRunner(options);
        return runner.Run(main);
    }

    /// <summary>Starts <paramref name="main"/> in the first tick, runs until its task completes, and throws what it threw.</summary>
    /// <exception cref="InvalidOperationException">A loop runs on this thread already, or was stopped before the task completed.</exception>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public void RunUntilComplete(Func<Task> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        ThrowIfCannotRun();
        RunUntilComplete(CreateTask(main));
    }

    /// <inheritdoc cref="RunUntilComplete(Func{Task})"/>
    /// <typeparam name="T">What the result is.</typeparam>
    /// <returns>What main returned.</returns>
    public T RunUntilComplete<T>(Func<Task<T>> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        ThrowIfCannotRun();
        LoopTask<T> task = CreateTask(main);
        RunUntilComplete(task);
        return task.Result;
    }

    /// <summary>Runs until <paramref name="future"/> is done, and throws its fault, or that it was canceled.</summary>
    /// <exception cref="ArgumentException">It belongs to another loop.</exception>
    /// <exception cref="InvalidOperationException">A loop runs on this thread already, or was stopped before the future was done: it is as it was, and can be run on.</exception>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public void RunUntilComplete(LoopFuture future)
    {
        ArgumentNullException.ThrowIfNull(future);
        ThrowIfCannotRun();
        if (!ReferenceEquals(future.Loop, this))
        {
            throw new ArgumentException("The future belongs to another loop, which alone can complete it: run that one.", nameof(future));
        }

        RunUntilDone(future);
        if (!future.IsDone)
        {
            throw new InvalidOperationException("The loop was stopped before the main task completed: await what it waits for, or call Stop later.");
        }

        future.ThrowIfUnsuccessful();
    }

    /// <summary>Refuses a loop that is to run where one runs already.</summary>
    internal static void ThrowIfOneRunsHere()
    {
        if (t_current is { _harness: null })
        {
            throw new InvalidOperationException("Another loop is running on this thread: await inside it instead of nesting a second one.");
        }
    }

    private void RunUntilDone(LoopFuture future)
    {
        _awaitedMain = future;
        future.AddDoneCallback(s_stopAfterMain);
        try
        {
            RunForever();
        }
        finally
        {
            _awaitedMain = null;
            future.RemoveDoneCallback(s_stopAfterMain);
        }
    }

    /// <summary>The callback of a run that a fatal exception ended is ready still, and must not stop the next one.</summary>
    private void StopAfter(LoopFuture future)
    {
        if (ReferenceEquals(future, _awaitedMain))
        {
            Stop();
        }
    }
}
