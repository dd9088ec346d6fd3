using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>
/// An event loop in the manner of asyncio: a ready set, timers and a selector. One iteration (a tick) polls the selector,
/// moves due timers to the ready set in the order (deadline, sequence), and runs the callbacks that were ready by then;
/// what they schedule waits for the next tick.
/// </summary>
/// <remarks>
/// Clock, selector and order sit behind interfaces; nothing else differs between production and simulation. Not safe for
/// use from several threads but where a member says so.
/// </remarks>
public sealed partial class EventLoop : IDisposable
{
    [ThreadStatic]
    private static EventLoop? t_current;

    private readonly IClock _clock;
    private readonly IReadyOrder? _order;
    private readonly ILoopHarness? _harness;
    private readonly Func<Exception, bool>? _isFatal;
    private readonly Inbox _inbox = new();
    private long _sequence;
    private bool _closed;

    /// <summary>Closed or in debug mode: whoever schedules is looked at.</summary>
    private bool _isGuarded;

    internal ReadyQueue Ready = new(16);
    internal TimerHeap Timers = new(16);

    /// <summary>Makes a loop.</summary>
    public EventLoop(EventLoopOptions? options = null)
    {
        options ??= new EventLoopOptions();
        _clock = options.Clock ?? MonotonicClock.Instance;
        _selector = options.Selector;
        _order = options.Order is FifoOrder ? null : options.Order;
        _harness = options.Harness;
        _isFatal = options.IsFatal;
        Options = options;
        ResetDebugging();
        Context = new LoopSynchronizationContext(this);
    }

    /// <summary>The loop on whose thread the caller runs.</summary>
    /// <exception cref="InvalidOperationException">No loop runs on this thread.</exception>
    public static EventLoop Current => t_current ?? throw NoLoop();

    /// <summary>The loop on whose thread the caller runs, or null.</summary>
    internal static EventLoop? CurrentOrNull => t_current;

    /// <summary>The context that <c>await</c> captures on this loop.</summary>
    public LoopSynchronizationContext Context { get; }

    /// <summary>What it was made of.</summary>
    internal EventLoopOptions Options { get; }

    /// <summary>The loop's time, in ticks of 100 ns of its clock.</summary>
    public long Time => _clock.Now;

    /// <summary>How many callbacks are ready to run.</summary>
    public int ReadyCount => Ready.Count;

    /// <summary>How many timers are pending; canceled ones do not count.</summary>
    public int TimerCount => Timers.Count;

    /// <summary>
    /// Says whose thread the calling one is from now on, for a harness that drives a loop with <see cref="Step"/>:
    /// <see cref="RunForever"/> does it by itself.
    /// </summary>
    /// <param name="loop">The loop; null for none.</param>
    public static void SetCurrent(EventLoop? loop) => t_current = loop;

    /// <summary>
    /// Closes the loop: reports tasks that are pending and faults that nobody looked at to the exception handler, drops what is scheduled,
    /// lets its own executor take no more work, kills child processes that still run, takes signal handlers back, and disposes the selector. Closing twice is allowed.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop is running.</exception>
    public void Close()
    {
        if (_running)
        {
            throw new InvalidOperationException("A running loop cannot be closed: call Stop and close it once Run returned.");
        }

        if (!_closed)
        {
            ReportLeftovers();
            _closed = true;
            Clear();
            _isGuarded = true;
            _selector?.Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    /// <summary>
    /// Drops everything that is scheduled, numbers callbacks from 1 again and takes back what was set since the loop was made, so that
    /// one loop can serve many short programs one after another. Handles from before must not be used any more.
    /// </summary>
    public void Clear()
    {
        Ready.Clear();
        Timers.Clear();
        _inbox.Clear();
        _tickRemaining = 0;
        _sequence = 0;
        _stopping = false;
        ForgetSignals();
        ForgetProcesses();
        ForgetDescriptors();
        ForgetTasks();
        ForgetOutside();
        ForgetExecutor();
        ResetDebugging();
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            ThrowClosed();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowClosed() =>
        throw new ObjectDisposedException(nameof(EventLoop), "The event loop is closed and neither runs nor schedules anything any more: make a new one.");

    private static InvalidOperationException NoLoop() => new("No event loop runs on this thread: call this from inside EventLoop.Run.");
}
