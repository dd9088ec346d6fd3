namespace Sim;

/// <summary>
/// Runs several main functions, one after another, on one loop and with one set of AsyncLocals: what <see cref="EventLoop.Run(Func{Task}, EventLoopOptions?)"/>
/// is made of. The loop is made when it is first needed, and shut down by <see cref="Close"/>.
/// </summary>
/// <remarks>What main leaves in its AsyncLocals the next one finds; but what an async method sets and ends without having yielded is lost, as everywhere in .NET.</remarks>
public sealed class LoopRunner : IDisposable
{
    private readonly Func<EventLoop> _factory;
    private EventLoop? _loop;
    private ExecutionContext? _context;
    private bool _closed;

    /// <summary>Makes a runner whose loop is made of these options.</summary>
    public LoopRunner(EventLoopOptions? options = null)
        : this(() => new EventLoop(options))
    {
    }

    /// <summary>Makes a runner whose loop comes from <paramref name="factory"/>; the runner closes it.</summary>
    public LoopRunner(Func<EventLoop> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _factory = factory;
    }

    /// <summary>The loop; made by the first call.</summary>
    /// <exception cref="ObjectDisposedException">The runner is closed.</exception>
    /// <exception cref="InvalidOperationException">The factory returned none.</exception>
    public EventLoop Loop
    {
        get
        {
            if (_closed)
            {
                throw new ObjectDisposedException(nameof(LoopRunner), "The runner is closed, and its loop with it: make a new one.");
            }

            return _loop ??= Make();
        }
    }

    /// <summary>Runs <paramref name="main"/> as a task until it is done, and throws what it threw.</summary>
    /// <exception cref="InvalidOperationException">A loop runs on this thread already, or was stopped before main was done.</exception>
    /// <exception cref="ObjectDisposedException">The runner is closed.</exception>
    /// <exception cref="LoopInterruptedException">Ctrl-C canceled main.</exception>
    public void Run(Func<Task> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        RunTask(loop => loop.CreateTask(main));
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    /// <typeparam name="T">What the result is.</typeparam>
    /// <returns>What main returned.</returns>
    public T Run<T>(Func<Task<T>> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        return ((LoopTask<T>)RunTask(loop => loop.CreateTask(main))).Result;
    }

    /// <summary>Shuts the loop down, if one was made, and closes it. Closing twice is allowed.</summary>
    /// <exception cref="InvalidOperationException">A loop runs on this thread.</exception>
    public void Close()
    {
        if (_closed)
        {
            return;
        }

        EventLoop.ThrowIfOneRunsHere();
        _closed = true;
        if (_loop is { IsClosed: false } loop)
        {
            using (loop)
            {
                loop.ShutDown();
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    private EventLoop Make() => _factory() ?? throw new InvalidOperationException("The runner's loop factory returned null instead of a loop.");

    private LoopTask RunTask(Func<EventLoop, LoopTask> create)
    {
        EventLoop.ThrowIfOneRunsHere();
        LoopTask main = Create(Loop, create);
        try
        {
            RunWatched(main);
        }
        finally
        {
            _context = main.EndContext ?? _context;
        }

        return main;
    }

    private LoopTask Create(EventLoop loop, Func<EventLoop, LoopTask> create)
    {
        LoopTask? main = null;
        _context ??= ExecutionContext.Capture();
        if (_context is null)
        {
            main = create(loop);
        }
        else
        {
            ExecutionContext.Run(_context, _ => main = create(loop), null);
        }

        main!.KeepsContext = true;
        return main;
    }

    private static void RunWatched(LoopTask main)
    {
        if (EventLoop.IsSimulated || !main.Loop.Options.CancelsMainOnInterrupt)
        {
            main.Loop.RunUntilComplete(main);
            return;
        }

        using var watch = new InterruptWatch(main);
        try
        {
            main.Loop.RunUntilComplete(main);
        }
        catch (OperationCanceledException canceled) when (watch.HasInterrupted && main.IsCanceled && main.Uncancel() == 0)
        {
            throw new LoopInterruptedException("The main task was interrupted by Ctrl-C (SIGINT).", canceled);
        }
    }
}
