namespace Sim;

/// <content>What makes tasks.</content>
public sealed partial class EventLoop
{
    private LoopTaskFactory? _taskFactory;

    /// <summary>What <c>CreateTask</c> makes tasks with, on this loop.</summary>
    /// <value>Default: <see cref="LoopTaskFactory.Lazy"/>.</value>
    public LoopTaskFactory TaskFactory
    {
        get => _taskFactory ?? LoopTaskFactory.Lazy;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _taskFactory = ReferenceEquals(value, LoopTaskFactory.Lazy) ? null : value;
        }
    }

    /// <summary>Makes a task that starts in the next tick.</summary>
    /// <param name="body">Its code.</param>
    /// <param name="name">What reports call it. Default: Task-N.</param>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public LoopTask CreateTask(Func<Task> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfClosed();
        return _taskFactory is null ? CreateLazyTask(body, name) : _taskFactory.Create(this, body, name);
    }

    /// <inheritdoc cref="CreateTask(Func{Task}, string?)"/>
    /// <typeparam name="T">What the result is.</typeparam>
    public LoopTask<T> CreateTask<T>(Func<Task<T>> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfClosed();
        return _taskFactory is null ? CreateLazyTask(body, name) : _taskFactory.Create(this, body, name);
    }

    /// <summary>Makes a task whose code is given its <see cref="LoopTask.CancellationToken"/>, for what it calls that knows tokens only.</summary>
    /// <inheritdoc cref="CreateTask(Func{Task}, string?)"/>
    public LoopTask CreateTask(Func<CancellationToken, Task> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfClosed();
        if (_taskFactory is not null)
        {
            return _taskFactory.Create(this, () => body(LoopTask.Current!.CancellationToken), name);
        }

        var task = new LoopTask(this, body, name);
        task.Schedule();
        return task;
    }

    /// <inheritdoc cref="CreateTask(Func{CancellationToken, Task}, string?)"/>
    /// <typeparam name="T">What the result is.</typeparam>
    public LoopTask<T> CreateTask<T>(Func<CancellationToken, Task<T>> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfClosed();
        if (_taskFactory is not null)
        {
            return _taskFactory.Create(this, () => body(LoopTask.Current!.CancellationToken), name);
        }

        var task = new LoopTask<T>(this, body, name);
        task.Schedule();
        return task;
    }

    /// <summary>Makes a task that runs here and now up to its first await that yields; where the loop does not run yet, it starts in the first tick.</summary>
    /// <inheritdoc cref="CreateTask(Func{Task}, string?)"/>
    public LoopTask CreateEagerTask(Func<Task> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfClosed();
        return StartEagerly(new LoopTask(this, body, name));
    }

    /// <inheritdoc cref="CreateEagerTask(Func{Task}, string?)"/>
    /// <typeparam name="T">What the result is.</typeparam>
    public LoopTask<T> CreateEagerTask<T>(Func<Task<T>> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfClosed();
        return StartEagerly(new LoopTask<T>(this, body, name));
    }

    /// <inheritdoc cref="CreateEagerTask(Func{Task}, string?)"/>
    public LoopTask CreateEagerTask(Func<CancellationToken, Task> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfClosed();
        return StartEagerly(new LoopTask(this, body, name));
    }

    /// <inheritdoc cref="CreateEagerTask(Func{Task}, string?)"/>
    /// <typeparam name="T">What the result is.</typeparam>
    public LoopTask<T> CreateEagerTask<T>(Func<CancellationToken, Task<T>> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfClosed();
        return StartEagerly(new LoopTask<T>(this, body, name));
    }

    /// <summary>Makes a handle of a task that runs already: a name, a place among <see cref="AllTasks"/>, and what combinators and awaits of the loop work with.</summary>
    /// <param name="task">May end on any thread; whoever waits goes on on the loop.</param>
    /// <param name="cancellation">
    /// The source of a token that its code observes: canceling the handle cancels it, and waits for the task. Without one the
    /// handle alone is canceled, at once, and the task runs on unwatched.
    /// </param>
    /// <param name="name">What reports call it. Default: Task-N.</param>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public LoopTask Adopt(Task task, CancellationTokenSource? cancellation = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ThrowIfClosed();
        return Follow(new LoopTask(this, task, Of(cancellation), name));
    }

    /// <inheritdoc cref="Adopt(Task, CancellationTokenSource?, string?)"/>
    /// <typeparam name="T">What the result is.</typeparam>
    public LoopTask<T> Adopt<T>(Task<T> task, CancellationTokenSource? cancellation = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ThrowIfClosed();
        return Follow(new LoopTask<T>(this, task, Of(cancellation), name));
    }

    /// <summary>Makes a handle of what another thread will complete; canceling the handle cancels that, unless it is complete.</summary>
    /// <inheritdoc cref="Adopt(Task, CancellationTokenSource?, string?)"/>
    /// <typeparam name="T">What the result is.</typeparam>
    /// <param name="promise">What will be completed, on any thread.</param>
    /// <param name="name">What reports call it. Default: Task-N.</param>
    public LoopTask<T> Adopt<T>(TaskCompletionSource<T> promise, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(promise);
        ThrowIfClosed();
        return Follow(new LoopTask<T>(this, promise.Task, new PromiseCancellation<T>(promise), name));
    }

    internal LoopTask CreateLazyTask(Func<Task> body, string? name)
    {
        var task = new LoopTask(this, body, name);
        task.Schedule();
        return task;
    }

    internal LoopTask<T> CreateLazyTask<T>(Func<Task<T>> body, string? name)
    {
        var task = new LoopTask<T>(this, body, name);
        task.Schedule();
        return task;
    }

    private static SourceCancellation? Of(CancellationTokenSource? source) => source is null ? null : new SourceCancellation(source);

    private static TTask Follow<TTask>(TTask task)
        where TTask : LoopTask
    {
        task.Follow();
        return task;
    }

    private TTask StartEagerly<TTask>(TTask task)
        where TTask : LoopTask
    {
        if (IsOnLoopThread)
        {
            task.StartEagerly();
        }
        else
        {
            task.Schedule();
        }

        return task;
    }
}
