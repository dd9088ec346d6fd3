namespace Sim;

/// <summary>What an <see cref="EventLoop"/> is made of.</summary>
public sealed record EventLoopOptions
{
    /// <summary>Tells the time.</summary>
    /// <value>Default: the monotonic clock of the machine.</value>
    public IClock? Clock { get; init; }

    /// <summary>Waits for what comes from outside. The loop disposes it.</summary>
    /// <value>Default: a selector that waits for wake-ups only.</value>
    public ISelector? Selector { get; init; }

    /// <summary>Says which ready callback runs next.</summary>
    /// <value>Default: <see cref="FifoOrder"/>.</value>
    public IReadyOrder? Order { get; init; }

    /// <summary>Who drives the loop with <see cref="EventLoop.Step"/> and runs its callbacks.</summary>
    /// <value>Default: nobody; the loop runs by itself.</value>
    public ILoopHarness? Harness { get; init; }

    /// <summary>Called on the loop's thread with an exception that left a callback; the loop goes on.</summary>
    /// <value>Default: writes it to standard error.</value>
    public Action<Exception>? ExceptionHandler { get; init; }

    /// <summary>Which exceptions are fatal: one that leaves a callback or a task stops the loop at once and is thrown by what runs it.</summary>
    /// <value>Default: none is.</value>
    public Func<Exception, bool>? IsFatal { get; init; }
}
