namespace Sim;

/// <content>What puts callbacks into the loop and takes them out again.</content>
public sealed partial class EventLoop
{
    /// <summary>Runs <paramref name="callback"/> in the next tick, after everything that was scheduled before it.</summary>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public Handle CallSoon(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Schedule(callback, state: null, ContextToFlow(), tag: 0);
    }

    /// <summary>Runs <paramref name="callback"/> with <paramref name="state"/> in the next tick; allocates nothing.</summary>
    /// <param name="callback">What runs.</param>
    /// <param name="state">What it is given.</param>
    /// <param name="tag">A number that the loop keeps for its <see cref="IReadyOrder"/> and does not look at.</param>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public Handle CallSoon(Action<object?> callback, object? state, long tag = 0)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Schedule(callback, state, tag == 0 ? ContextToFlow() : null, tag);
    }

    /// <summary>Like <see cref="CallSoon(Action)"/>, from any thread; wakes the loop if it waits.</summary>
    /// <returns>A handle that any thread may cancel.</returns>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public ThreadSafeHandle CallSoonThreadSafe(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ThrowIfClosed();
        var handle = new ThreadSafeHandle(callback);
        if (IsOnLoopThread)
        {
            Schedule(ThreadSafeHandle.Run, handle, ContextToFlow(), tag: 0);
        }
        else
        {
            ReceiveFromOutside(ThreadSafeHandle.Run, handle, ExecutionContext.Capture());
        }

        return handle;
    }

    /// <summary>Runs <paramref name="callback"/> once <paramref name="delay"/> has passed.</summary>
    /// <param name="delay">At most about 29,000 years; a negative one is overdue and ordered by its deadline.</param>
    /// <param name="callback">What runs.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deadline is beyond what the clock can tell.</exception>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public TimerHandle CallLater(TimeSpan delay, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return ScheduleTimer(DeadlineOf(delay), callback, state: null, ContextToFlow(), tag: 0);
    }

    /// <summary>Runs <paramref name="callback"/> once the clock shows <paramref name="when"/>.</summary>
    /// <param name="when">Ticks of 100 ns of the loop's clock. Equal deadlines fire in the order of scheduling.</param>
    /// <param name="callback">What runs.</param>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public TimerHandle CallAt(long when, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return ScheduleTimer(when, callback, state: null, ContextToFlow(), tag: 0);
    }

    /// <summary>Runs <paramref name="callback"/> with <paramref name="state"/> once the clock shows <paramref name="when"/>; allocates nothing.</summary>
    /// <param name="when">Ticks of 100 ns of the loop's clock. Equal deadlines fire in the order of scheduling.</param>
    /// <param name="callback">What runs.</param>
    /// <param name="state">What it is given.</param>
    /// <param name="tag">A number that the loop keeps for its <see cref="IReadyOrder"/> and does not look at.</param>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public TimerHandle CallAt(long when, Action<object?> callback, object? state, long tag = 0)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return ScheduleTimer(when, callback, state, tag == 0 ? ContextToFlow() : null, tag);
    }

    /// <summary>Looks at the timer that fires next, for selectors and harnesses that know more about it than the loop.</summary>
    /// <returns>False if no timer is pending.</returns>
    public bool TryPeekTimer(out TimerHandle timer, out object? state, out long tag)
    {
        if (Timers.TryPeek(out _))
        {
            timer = Timers.PeekHandle(this, out state, out tag);
            return true;
        }

        (timer, state, tag) = (default, null, 0);
        return false;
    }

    /// <summary>Cancels every pending timer whose state and tag fit, for harnesses that know which are void.</summary>
    /// <returns>How many there were.</returns>
    public int CancelTimers(Func<object?, long, bool> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return Timers.Count == 0 ? 0 : Timers.CancelAll(match);
    }

    internal void Post(SendOrPostCallback callback, object? state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        if (IsOnLoopThread)
        {
            Schedule(callback, state, context: null, tag: 0);
            return;
        }

        ReceiveFromOutside(callback, state, context: null);
    }

    /// <summary>Schedules a callback of the loop's own, which brings its context along.</summary>
    internal Handle CallSoonBare(Action<object?> callback, object? state) => Schedule(callback, state, context: null, tag: 0);

    /// <summary>Schedules a timer of the loop's own, which brings its context along.</summary>
    internal TimerHandle CallAtBare(long when, Action<object?> callback, object? state) => ScheduleTimer(when, callback, state, context: null, tag: 0);

    /// <summary>Puts a callback that was taken out back in as a timer; handles know it by its origin.</summary>
    internal void Postpone(ref readonly ReadyEntry entry, long when) =>
        Timers.Add(when, entry.Origin, entry.Callback, entry.State, entry.Context, entry.Tag);

    internal bool CancelReady(long sequence)
    {
        int index = Ready.FindSequence(sequence);
        index = index < 0 && _harness is not null ? Ready.FindOrigin(sequence) : index;
        return index >= 0 && Remove(index);
    }

    internal bool CancelTimer(int slot, long sequence)
    {
        if (Timers.Cancel(slot, sequence))
        {
            return true;
        }

        int index = Ready.FindOrigin(sequence);
        return index >= 0 && Remove(index);
    }

    internal Handle Receive(Delegate callback, object? state, ExecutionContext? context, long tag = 0)
    {
        long sequence = ++_sequence;
        Ready.Add(new ReadyEntry { Callback = callback, State = state, Context = context, Tag = tag, Sequence = sequence, Origin = sequence });
        return new Handle(this, sequence);
    }

    private void ReceiveFromOutside(Delegate callback, object? state, ExecutionContext? context)
    {
        ThrowIfClosed();
        Deliver(callback, state, context);
    }

    private void Deliver(Delegate callback, object? state, ExecutionContext? context)
    {
        if (_harness is not null)
        {
            _harness.ReceiveFromOutside(callback, state);
            return;
        }

        _inbox.Add(callback, state, context);
        WakeUp();
    }

    /// <summary>Whatever other threads handed in before came earlier, and must be older.</summary>
    private Handle Schedule(Delegate callback, object? state, ExecutionContext? context, long tag)
    {
        if (_isGuarded)
        {
            ThrowIfMisused();
        }

        _inbox.MoveTo(this);
        return Receive(callback, state, context, tag == 0 && _harness is not null ? _harness.TagOf(isTimer: false) : tag);
    }

    private TimerHandle ScheduleTimer(long when, Delegate callback, object? state, ExecutionContext? context, long tag)
    {
        if (_isGuarded)
        {
            ThrowIfMisused();
        }

        tag = tag == 0 && _harness is not null ? _harness.TagOf(isTimer: true) : tag;
        long sequence = ++_sequence;
        int slot = Timers.Add(when, sequence, callback, state, context, tag);
        return new TimerHandle(this, slot, sequence, when);
    }

    internal long DeadlineOf(TimeSpan delay)
    {
        long now = _clock.Now;
        if (delay.Ticks > long.MaxValue - now)
        {
            throw new ArgumentOutOfRangeException(nameof(delay), delay, "The deadline is beyond what the loop's clock can tell: use a shorter delay.");
        }

        return now + delay.Ticks;
    }

    private bool Remove(int index)
    {
        Ready.Take(index, out ReadyEntry entry);
        if (entry.Sequence <= _tickLimit && _tickRemaining > 0)
        {
            _tickRemaining--;
            _callbacks--;
        }

        return true;
    }
}
