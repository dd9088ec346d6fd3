using Sim.Transports;

namespace Sim;

/// <summary>What an <see cref="EventLoop"/> is made of.</summary>
public sealed record EventLoopOptions
{
    /// <summary>Tells the time.</summary>
    /// <value>Default: the monotonic clock of the machine.</value>
    public IClock? Clock { get; init; }

    /// <summary>Waits for what comes from outside. The loop disposes it.</summary>
    /// <value>Default: <see cref="LoopSelectors.Epoll"/> on Linux, <see cref="LoopSelectors.Portable"/> elsewhere; in a simulation one that waits for wake-ups only.</value>
    public ISelector? Selector { get; init; }

    /// <summary>The network of the loop's code.</summary>
    /// <value>Default: the machine's sockets; in a simulation the simulated network of the host whose code calls.</value>
    public ILoopNetwork? Network { get; init; }

    /// <summary>Says which ready callback runs next.</summary>
    /// <value>Default: <see cref="FifoOrder"/>.</value>
    public IReadyOrder? Order { get; init; }

    /// <summary>Who drives the loop with <see cref="EventLoop.Step"/> and runs its callbacks.</summary>
    /// <value>Default: nobody; the loop runs by itself.</value>
    public ILoopHarness? Harness { get; init; }

    /// <summary>Called on the loop's thread with what went wrong where nobody else can be told; the loop goes on.</summary>
    /// <value>Default: writes it to standard error. <see cref="EventLoop.SetExceptionHandler"/> replaces it.</value>
    public Action<LoopErrorContext>? ExceptionHandler { get; init; }

    /// <summary>Which exceptions are fatal: one that leaves a callback or a task stops the loop at once and is thrown by what runs it.</summary>
    /// <value>Default: none is.</value>
    public Func<Exception, bool>? IsFatal { get; init; }

    /// <summary>Whether the loop watches for mistakes: see <see cref="EventLoop.Debug"/>.</summary>
    /// <value>Default: whether the environment variable SIM_LOOP_DEBUG is 1.</value>
    public bool? Debug { get; init; }

    /// <summary>From how long on a callback counts as slow while <see cref="EventLoop.Debug"/> is on.</summary>
    /// <value>Default: 100 ms.</value>
    public TimeSpan SlowCallbackDuration { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What runs blocking work for the loop, if its callers name no other. Whoever makes it shuts it down.</summary>
    /// <value>Default: a <see cref="PoolExecutor"/> of the loop's own, made with the first such work and shut down with the loop.</value>
    public IExecutor? Executor { get; init; }

    /// <summary>How long the end of <see cref="EventLoop.Run(Func{Task}, EventLoopOptions?)"/> waits for work in the loop's own executor.</summary>
    /// <value>Default: 5 minutes. <see cref="Timeout.InfiniteTimeSpan"/> waits without end.</value>
    public TimeSpan ExecutorShutdownTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether Ctrl-C (SIGINT) cancels the main task of <see cref="EventLoop.Run(Func{Task}, EventLoopOptions?)"/> and <see cref="LoopRunner"/>.</summary>
    /// <value>Default: true. A simulation gets no signals.</value>
    public bool CancelsMainOnInterrupt { get; init; } = true;
}
