namespace Sim.Capture;

/// <summary>
/// The process's timers as the carriers see them: what a step creates or changes is taken out of the runtime's queue and
/// put under virtual time.
/// </summary>
/// <remarks>
/// While the window is open this thread holds the queue's lock, so that whatever appears in the queue is ours. Foreign
/// timers are set aside behind a sentinel meanwhile: the runtime can still unlink any of them, but we do not see them. All
/// queues of the process are pointed at one (equal deadlines of one step would otherwise come out per processor), its
/// threshold is raised (the lists short and long would otherwise split them by the wall clock), and it believes that its
/// native timer is about to fire, so that making a timer costs no system call. Everything is put back when the window closes:
/// whoever else makes or finalizes a timer waits for that, so it must never stay open across a real wait. The pool's
/// request flag is raised as well: it keeps the pool from waking a worker for items that only we can see.
/// </remarks>
internal sealed class CapturedTimers
{
    /// <summary>Written into the period of a timer that we hold: every Change overwrites it, so that its absence means "changed".</summary>
    private const uint Held = uint.MaxValue - 1;
    private const uint Infinite = uint.MaxValue;

    private readonly object _queue = TimerInternals.Instances[0];
    private readonly Lock _lock;
    private readonly object _shortSentinel = TimerInternals.NewSentinel();
    private readonly object _longSentinel = TimerInternals.NewSentinel();
    private readonly List<object> _harvest = [];
    private bool _wasScheduled;
    private uint _duration;
    private long _started;
    private long _threshold;

    public CapturedTimers()
    {
        _lock = TimerInternals.LockOf(_queue);
        Array.Fill(TimerInternals.Instances, _queue);
    }

    /// <summary>Whether the calling thread has the window open.</summary>
    public bool IsOpen => _lock.IsHeldByCurrentThread;

    public void Open()
    {
        _lock.Enter();
        SetAside(ref TimerInternals.ShortTimers.Of(_queue), _shortSentinel);
        SetAside(ref TimerInternals.LongTimers.Of(_queue), _longSentinel);
        Exchange(ref TimerInternals.IsScheduled.Of(_queue), true, out _wasScheduled);
        Exchange(ref TimerInternals.CurrentDuration.Of(_queue), 0u, out _duration);
        Exchange(ref TimerInternals.CurrentStart.Of(_queue), 0L, out _started);
        Exchange(ref TimerInternals.Threshold.Of(_queue), long.MaxValue, out _threshold);
        Volatile.Write(ref PoolInternals.ThreadRequest.Of(PoolInternals.WorkQueue), 1);
    }

    /// <summary>Puts everything back; what our steps armed must have been taken out before.</summary>
    public void Close()
    {
        if (TimerInternals.ShortTimers.Of(_queue) is not null || TimerInternals.LongTimers.Of(_queue) is not null)
        {
            throw new InternalErrorException("The timer window closes on timers that were not taken in.");
        }

        PutBack(ref TimerInternals.ShortTimers.Of(_queue), _shortSentinel);
        PutBack(ref TimerInternals.LongTimers.Of(_queue), _longSentinel);
        TimerInternals.IsScheduled.Of(_queue) = _wasScheduled;
        TimerInternals.CurrentDuration.Of(_queue) = _duration;
        TimerInternals.CurrentStart.Of(_queue) = _started;
        TimerInternals.Threshold.Of(_queue) = _threshold;
        _lock.Exit();
        Interlocked.Exchange(ref PoolInternals.ThreadRequest.Of(PoolInternals.WorkQueue), 0);
        if (ThreadPool.PendingWorkItemCount > 0)
        {
            // Others queued meanwhile and saw the flag raised, so that they woke nobody. Without them a wake-up would be for
            // nothing, a thousand times a second, until the pool had as many idle workers as there are processors.
            PoolInternals.EnsureThreadRequested(PoolInternals.WorkQueue);
        }
    }

    /// <summary>Hands over every timer that was made or changed since, oldest first (the lists are newest first).</summary>
    public void Drain(World world)
    {
        if (TimerInternals.ShortTimers.Of(_queue) is null && TimerInternals.LongTimers.Of(_queue) is null)
        {
            return;
        }

        Collect(TimerInternals.LongTimers.Of(_queue));
        Collect(TimerInternals.ShortTimers.Of(_queue));
        for (int i = _harvest.Count - 1; i >= 0; i--)
        {
            object timer = _harvest[i];
            uint due = TimerInternals.DueTime.Of(timer);
            uint period = TimerInternals.Period.Of(timer);
            TimerInternals.Delete(_queue, timer);
            world.ArmTimer(timer, due, period == Infinite ? 0 : period);
        }

        _harvest.Clear();
    }

    /// <summary>Marks a timer as held under <paramref name="id"/>; whatever held it before is void.</summary>
    public static void Hold(object timer, long id)
    {
        TimerInternals.Period.Of(timer) = Held;
        TimerInternals.StartTicks.Of(timer) = ~id;
    }

    /// <summary>Whether a timer is still held under <paramref name="id"/>: not stopped, changed, disposed or held anew.</summary>
    public static bool IsHeld(object timer, long id) =>
        TimerInternals.Period.Of(timer) == Held && TimerInternals.StartTicks.Of(timer) == ~id && !TimerInternals.Canceled.Of(timer);

    private static void SetAside(ref object? first, object sentinel)
    {
        TimerInternals.Next.Of(sentinel) = first;
        if (first is not null)
        {
            TimerInternals.Previous.Of(first) = sentinel;
            first = null;
        }
    }

    private static void PutBack(ref object? first, object sentinel)
    {
        object? foreign = TimerInternals.Next.Of(sentinel);
        TimerInternals.Next.Of(sentinel) = null;
        first = foreign;
        if (foreign is not null)
        {
            TimerInternals.Previous.Of(foreign) = null;
        }
    }

    private static void Exchange<T>(ref T field, T value, out T before)
    {
        before = field;
        field = value;
    }

    private void Collect(object? timer)
    {
        for (; timer is not null; timer = TimerInternals.Next.Of(timer))
        {
            _harvest.Add(timer);
        }
    }
}
