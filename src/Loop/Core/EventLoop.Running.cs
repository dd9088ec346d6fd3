namespace Sim;

/// <content>What makes the loop go round.</content>
public sealed partial class EventLoop
{
    private bool _running;
    private bool _stopping;
    private int _tickRemaining;
    private long _tickLimit;
    private ExecutionContext? _baseContext;

    private bool IsOnLoopThread => ReferenceEquals(t_current, this);

    /// <summary>Runs ticks until <see cref="Stop"/>.</summary>
    /// <exception cref="InvalidOperationException">This loop, or another on this thread, is running.</exception>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public void RunForever()
    {
        Enter();
        SynchronizationContext? outer = SynchronizationContext.Current;
        EventLoop? outerLoop = t_current;
        Context.KeepTelling(outer);
        SynchronizationContext.SetSynchronizationContext(Context);
        t_current = this;
        _outer = outerLoop?._harness;
        _baseContext = ExecutionContext.Capture();
        outerLoop?._harness!.Entered(this);
        try
        {
            do
            {
                RunTick();
            }
            while (!_stopping);
        }
        finally
        {
            t_current = outerLoop;
            _outer = null;
            outerLoop?._harness!.Left(this);
            SynchronizationContext.SetSynchronizationContext(outer);
            _stopping = false;
            _running = false;
        }

        ThrowFatal();
    }

    /// <summary>Ends <see cref="RunForever"/> at the end of the present tick; what that tick scheduled stays for the next run.</summary>
    public void Stop() => _stopping = true;

    /// <summary>
    /// Runs at most one callback, and polls first where a tick begins: for harnesses that drive a loop themselves and
    /// may go on driving it from another thread while a callback blocks this one.
    /// </summary>
    /// <returns>Whether a callback ran.</returns>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public bool Step()
    {
        if (_tickRemaining == 0)
        {
            BeginTick();
        }

        if (_tickRemaining == 0)
        {
            return false;
        }

        RunNext();
        return true;
    }

    private void RunTick()
    {
        BeginTick();
        if (_order is null && _harness is null)
        {
            RunInOrder();
            return;
        }

        while (_tickRemaining > 0)
        {
            RunNext();
        }
    }

    /// <summary>What <see cref="RunNext"/> does where nobody orders or drives the loop.</summary>
    private void RunInOrder()
    {
        while (_tickRemaining > 0)
        {
            _tickRemaining--;
            Ready.TakeFirst(out ReadyEntry entry);
            InvokeGuarded(in entry);
        }
    }

    private void Enter()
    {
        ThrowIfCannotRun();
        _running = true;
    }

    private void ThrowIfCannotRun()
    {
        ThrowIfClosed();
        if (_running)
        {
            throw new InvalidOperationException("This loop is running already: await inside it instead of running it a second time.");
        }

        ThrowIfOneRunsHere();
    }

    private void BeginTick()
    {
        ThrowIfClosed();
        _inbox.MoveTo(this);
        Poll(PollTimeout());
        _inbox.MoveTo(this);
        MoveDueTimers();
        _tickRemaining = Ready.Count == 0 ? 0 : TickSize();
        _tickLimit = _sequence;
        _ticks++;
        _callbacks += _tickRemaining;
    }

    private int TickSize()
    {
        if (_order is null)
        {
            return Ready.Count;
        }

        int size = _order.TickSize(Ready.Count);
        return size >= 1 && size <= Ready.Count
            ? size
            : throw new InvalidOperationException($"The loop's order wants a tick of {size} callbacks: answer from 1 to {Ready.Count}, which are ready.");
    }

    /// <summary>Zero where something is ready, the time until the next timer, or forever.</summary>
    private long PollTimeout()
    {
        if (Ready.Count > 0 || _stopping)
        {
            return 0;
        }

        return Timers.TryPeek(out long deadline) ? TimeUntil(deadline) : Timeout.Infinite;
    }

    /// <summary>Compares before it subtracts: a deadline may lie as far back as a long can tell.</summary>
    private long TimeUntil(long deadline)
    {
        long now = _clock.Now;
        return deadline <= now ? 0 : deadline - now;
    }

    private void MoveDueTimers()
    {
        if (Timers.Count == 0)
        {
            return;
        }

        long now = _clock.Now;
        while (Timers.TryPeek(out long deadline) && deadline <= now)
        {
            MoveTimer();
        }
    }

    /// <summary>
    /// Moves the next timer to the ready set, due or not, for harnesses that decide themselves when a timer is due.
    /// </summary>
    /// <exception cref="InvalidOperationException">No timer is pending.</exception>
    public void ReadyNextTimer()
    {
        if (!Timers.TryPeek(out _))
        {
            throw new InvalidOperationException("No timer is pending: look with TryPeekTimer first.");
        }

        MoveTimer();
    }

    private void MoveTimer()
    {
        TimerHeap.Slot timer = Timers.Take();
        Ready.Add(new ReadyEntry { Callback = timer.Callback, State = timer.State, Context = timer.Context, Tag = timer.Tag, Sequence = ++_sequence, Origin = timer.Sequence });
    }

    private void RunNext()
    {
        _tickRemaining--;
        int index = _order is null ? 0 : _order.Next(new ReadyView(this));
        if (index == Ready.Count)
        {
            index = LetTimerFire();
        }
        else if ((uint)index > (uint)Ready.Count)
        {
            ThrowWrongPick(index);
        }

        Ready.Take(index, out ReadyEntry entry);
        if (_harness is not null && _harness.Runs(entry.Tag))
        {
            RunByHarness(in entry);
        }
        else
        {
            InvokeGuarded(in entry);
        }
    }

    private void ThrowWrongPick(int index) =>
        throw new InvalidOperationException($"The loop's order picked callback {index}: answer from 0 to {Ready.Count - 1}, or {Ready.Count} for the next timer.");

    /// <summary>Waits until the next timer is due although work is ready; it and its equals go behind that work.</summary>
    private int LetTimerFire()
    {
        if (!Timers.TryPeek(out long deadline))
        {
            throw new InvalidOperationException("The loop's order asked for the next timer, but none is pending: look at HasTimer first.");
        }

        int index = Ready.Count;
        MoveTimer();
        while (_clock.Now < deadline)
        {
            Selector.Select(this, deadline - _clock.Now);
        }

        return index;
    }

    private void RunByHarness(in ReadyEntry entry)
    {
        Delegate resumes = (entry.State as IContinuation)?.Continuation ?? entry.Callback;
        _harness!.Run(new LoopCall(this, in entry), entry.Tag, resumes);
    }

    /// <summary>Runs a callback; what it throws goes to the exception handler.</summary>
    internal void InvokeGuarded(in ReadyEntry entry)
    {
        if (_debug)
        {
            InvokeWatched(in entry);
        }
        else
        {
            Invoke(in entry);
        }
    }

    private void Invoke(in ReadyEntry entry)
    {
        try
        {
            if (entry.Context is { } context)
            {
                ExecutionContext.Restore(context);
            }

            switch (entry.Callback)
            {
                case Action<object?> withState:
                    withState(entry.State);
                    break;
                case Action plain:
                    plain();
                    break;
                default:
                    ((SendOrPostCallback)entry.Callback)(entry.State);
                    break;
            }
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            TakeFault(exception, in entry);
        }

        if (_harness is null)
        {
            ResetContext();
        }
    }

    /// <summary>What a callback set in its AsyncLocals ends with it, as on the thread pool.</summary>
    private void ResetContext()
    {
        if (!ReferenceEquals(ExecutionContext.Capture(), _baseContext) && _baseContext is not null)
        {
            ExecutionContext.Restore(_baseContext);
        }
    }

    /// <summary>What flows into a callback that is scheduled now; null where that is what flows through the loop anyway.</summary>
    internal ExecutionContext? ContextToFlow()
    {
        ExecutionContext? context = ExecutionContext.Capture();
        return ReferenceEquals(context, _baseContext) ? null : context;
    }
}
