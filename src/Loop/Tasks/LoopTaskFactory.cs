namespace Sim;

/// <summary>
/// What a loop makes its tasks with. Derive from it to see, name or wrap the code of every task of a loop, and set it as
/// <see cref="EventLoop.TaskFactory"/>.
/// </summary>
public class LoopTaskFactory
{
    private readonly bool _startsEagerly;

    /// <summary>Makes a factory.</summary>
    /// <param name="startsEagerly">Whether its tasks run at once up to their first await that yields, or start in the next tick.</param>
    public LoopTaskFactory(bool startsEagerly = false)
    {
        _startsEagerly = startsEagerly;
    }

    /// <summary>Tasks start in the next tick.</summary>
    public static LoopTaskFactory Lazy { get; } = new();

    /// <summary>Tasks run at once up to their first await that yields.</summary>
    public static LoopTaskFactory Eager { get; } = new(startsEagerly: true);

    /// <summary>Makes a task.</summary>
    /// <param name="loop">The loop on which it runs.</param>
    /// <param name="body">Its code.</param>
    /// <param name="name">Its name; null for the default one.</param>
    public virtual LoopTask Create(EventLoop loop, Func<Task> body, string? name)
    {
        ArgumentNullException.ThrowIfNull(loop);
        return _startsEagerly ? loop.CreateEagerTask(body, name) : loop.CreateLazyTask(body, name);
    }

    /// <inheritdoc cref="Create(EventLoop, Func{Task}, string?)"/>
    /// <typeparam name="T">What the result is.</typeparam>
    public virtual LoopTask<T> Create<T>(EventLoop loop, Func<Task<T>> body, string? name)
    {
        ArgumentNullException.ThrowIfNull(loop);
        return _startsEagerly ? loop.CreateEagerTask(body, name) : loop.CreateLazyTask(body, name);
    }
}
