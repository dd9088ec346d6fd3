using Sim.Capture;

namespace Sim;

/// <content>What runs a step, whatever brought it about.</content>
internal sealed partial class World
{
    private readonly Action<object?> _runPool;
    private readonly Action<object?> _runPost;
    private readonly Action<object?> _runTimer;
    private readonly Stack<PostedCallback> _freePosts = new();

    /// <summary>Takes in an item of the thread pool.</summary>
    public void Enqueue(object item, StepKind kind)
    {
        if (!_isDiscarding && !StepMethods.IsOptional(item))
        {
            NoteScheduled(item);
            _loop.CallSoon(_runPool, item, NextTag(kind).Value);
        }
    }

    /// <summary>Takes in a callback that was posted to the context of the present run by one of its own steps.</summary>
    public void Post(SendOrPostCallback callback, object? state)
    {
        if (_host.IsRetired)
        {
            return;
        }

        // Whatever the step queued to the pool before it came earlier, and must be older.
        _pool.Drain(this);
        PostedCallback post = _freePosts.TryPop(out PostedCallback? free) ? free : new PostedCallback();
        post.Callback = callback;
        post.State = state;
        NoteScheduled(state);
        _loop.CallSoon(_runPost, post, NextTag(StepKind.Post).Value);
    }

    /// <summary>Puts a timer under virtual time.</summary>
    public void ArmTimer(object timer, uint due, uint period)
    {
        if (!_isDiscarding)
        {
            NoteScheduled(null);
            ArmAt(timer, After(_host, due * TimeSpan.TicksPerMillisecond) + DrawTimerFuzz(), period);
        }
    }

    /// <summary>Whether an entry of the loop's timers still stands for a timer that is armed so.</summary>
    /// <remarks>What a host sent before it went down still arrives.</remarks>
    public bool IsArmed(object? state, long tag) => state switch
    {
        NetworkEvent happening => happening.IsArmed(tag),
        PostponedStep => true,
        _ when IsDown(tag) => false,
        _ when IsCallback(tag) => true,
        PeriodicEntry periodic => CapturedTimers.IsHeld(periodic.Timer, tag),
        BlockedWait wait => !wait.IsDue,
        _ => CapturedTimers.IsHeld(state!, tag),
    };

    private void ArmAt(object timer, long deadline, uint period)
    {
        long tag = NextTag(StepKind.Timer).Value;
        CapturedTimers.Hold(timer, tag);
        Trace.Details?.AddTimer(timer, new StepTag(tag), CurrentStep, deadline);
        _loop.CallAt(deadline, _runTimer, period == 0 ? timer : new PeriodicEntry(timer, period, deadline), tag);
    }

    private StepTag NextTag(StepKind kind)
    {
        int item = _scheduled++;
        if (_declared.Any)
        {
            Items.Declare(item, _declared);
        }

        return new StepTag(kind, Trace.Count, item);
    }

    private void RunMain(object? state)
    {
        BeginStep(_spec.Options.Method is { } method ? StepMethods.OfMethod(method) : StepMethods.OfDelegate(_spec.Body), null, _owners[0]);
        try
        {
            _main = _spec.Body((Simulation)state!);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            _main = Task.FromException(exception);
        }

        NoteProgram(_main);
        EndStep();
        if (_main is null && !IsOver)
        {
            End(RunOutcome.Failed, detail: "The body returned null instead of a task.");
        }
    }

    private void RunPoolItem(object? state)
    {
        object item = state!;
        HostOwner host = OwnerOfItem(item);
        if (host.IsRetired)
        {
            NoteLate(host, StepMethods.OfItem(item));
            return;
        }

        if (IsPostponed(host, _runPool, item))
        {
            return;
        }

        BeginStep(StepMethods.OfItem(item), item, host);
        try
        {
            if (item is Task task)
            {
                TaskInternals.Execute(task, null);
            }
            else
            {
                ((IThreadPoolWorkItem)item).Execute();
            }
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            Crash(exception);
        }

        EndStep();
    }

    private void RunPost(object? state)
    {
        var post = (PostedCallback)state!;
        SendOrPostCallback callback = post.Callback;
        object? argument = post.State;
        object? resumed = (argument as Delegate)?.Target ?? argument ?? callback.Target;
        HostOwner host = resumed is null ? OwnerOfScheduler() : OwnerOfItem(resumed);
        if (host.IsRetired)
        {
            NoteLate(host, StepMethods.OfCallback(callback, argument));
            return;
        }

        if (IsPostponed(host, _runPost, post))
        {
            return;
        }

        post.Callback = null!;
        post.State = null;
        _freePosts.Push(post);
        BeginStep(StepMethods.OfCallback(callback, argument), argument, host);
        try
        {
            callback(argument);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            Crash(exception);
        }

        EndStep();
    }

    private void RunTimer(object? state)
    {
        var periodic = state as PeriodicEntry;
        object timer = periodic?.Timer ?? state!;
        HostOwner host = OwnerOfScheduler();
        if (host.IsRetired || !CapturedTimers.IsHeld(timer, _order.PickedTag.Value) || IsPostponed(host, _runTimer, state))
        {
            return;
        }

        BeginStep(StepMethods.OfCallback(TimerInternals.Callback.Of(timer), TimerInternals.State.Of(timer)), TimerInternals.State.Of(timer), host);
        try
        {
            Rearm(timer, periodic);
            TimerInternals.Fire(timer, false);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            Crash(exception);
        }

        EndStep();
    }

    /// <summary>As the runtime does it: a late tick shortens the next wait, and ticks missed altogether fold into one.</summary>
    private void Rearm(object timer, PeriodicEntry? periodic)
    {
        TimerInternals.EverQueued.Of(timer) = true;
        if (periodic is null)
        {
            CapturedTimers.Hold(timer, 0);
            return;
        }

        long late = Clock.Now - periodic.Deadline;
        long period = After(_host, periodic.Period * TimeSpan.TicksPerMillisecond) - Clock.Now;
        long wait = late < period ? period - late : TimeSpan.TicksPerMillisecond;
        ArmAt(timer, Clock.Now + wait, periodic.Period);
    }

    private void BeginStep(int method, object? item, HostOwner host)
    {
        RecordStep(method, host);
        if (_break is not null && _break.Step == CurrentStep)
        {
            StopBefore(_break, item);
        }

        BeginAccess(item, _order.PickedTag.Kind is StepKind.Pool or StepKind.Post);
        _faulted.Begin(item);
        TaskInternals.ExecutionContextOf(_thread) = host.Context;
        TaskInternals.SynchronizationContextOf(_thread) = host.Index == 0 && _quietContext is not null ? _quietContext : _context;
        IsInStep = true;
        if (_followers.Count > 0)
        {
            TellStepStarts();
        }
    }

    private void RecordStep(int method, HostOwner host)
    {
        _host = host;
        if (!ReferenceEquals(host.Clock, _shownClock))
        {
            ShowClock(host.Clock);
        }

        ref StepRecord step = ref Trace.Add();
        step.Tag = _order.PickedTag;
        step.Overtaken = _order.OvertakenTag;
        step.Time = Clock.Now;
        step.Method = method;
        step.Host = host.Index;
        step.Chain = _tracks ? Items.ChainOf(step.Tag.Item) : 0;
        step.Ready = _order.ReadyCount;
        step.Pick = _order.Pick;
        step.Draw = _order.Draw;
        Trace.Seal(step);
        if (Items.Any && Items.AccessOf(step.Tag.Item) is { Any: true } access)
        {
            Trace.AddAccess(access);
        }
    }

    private void EndStep()
    {
        if (_pending.Count > 0)
        {
            LookAtPending();
        }

        if (_standing.Count > 0)
        {
            LookAtStanding();
        }

        if (_followers.Count > 0)
        {
            TellStepEnds();
        }

        IsInStep = false;
        ResetThread();
        Trace.Details?.LookAtTimers(CurrentStep, Trace.Steps[CurrentStep].Tag.Value, CapturedTimers.IsHeld);
        if (_spec.Options.Ordering == Ordering.Loop)
        {
            // Within a batch nothing else takes it in, except that the timer window is renewed at times that the wall clock decides.
            TakeIn();
        }

        if (_main is { IsCompleted: true })
        {
            AfterMain();
        }

        if (_crashed.Count > 0 || (_hosts.Count > 0 && !_isDiscarding))
        {
            SettleHosts();
        }

        if (Trace.Count >= _progressDue)
        {
            LookAtProgress();
        }

        if (Trace.Count >= _spec.Options.MaxSteps)
        {
            EndAtStepLimit();
        }
    }

    /// <summary>What the pool's dispatcher resets after an item, so that nothing of it leaks into the next.</summary>
    private void ResetThread()
    {
        ref ExecutionContext? context = ref TaskInternals.ExecutionContextOf(_thread);
        if (!ReferenceEquals(context, _host.Context))
        {
            ExecutionContext.Restore(_host.Context!);
        }

        context = null;
        TaskInternals.SynchronizationContextOf(_thread) = null;
        if (TaskInternals.NeedsReset(_thread))
        {
            _thread.Name = "Sim carrier";
            _thread.Priority = ThreadPriority.Normal;
            _thread.IsBackground = true;
            TaskInternals.NeedsReset(_thread) = false;
        }
    }

    /// <summary>The body is done: what is ready may still run, for a while, and then the run is over.</summary>
    private void AfterMain()
    {
        if (_drainedFrom == 0)
        {
            _drainedFrom = Trace.Count;
        }

        if (_main!.IsFaulted)
        {
            Exception error = _main.Exception!.InnerExceptions.Count == 1 ? _main.Exception.InnerException! : _main.Exception;
            End(RunOutcome.Failed, error);
        }
        else if (_main.IsCanceled)
        {
            End(RunOutcome.Failed, new TaskCanceledException(_main));
        }
        else if (Trace.Count - _drainedFrom >= MaxDrainSteps && !IsAnyPending())
        {
            LeftOut |= LeftOut.Leftovers;
            EndQuietly();
        }
    }

    private void Crash(Exception exception)
    {
        if (!_host.IsRetired)
        {
            End(RunOutcome.Crashed, exception);
        }
    }

    /// <summary>Something was thrown in the present step: see <see cref="FaultedTasks"/>.</summary>
    public void NoteThrown()
    {
        if (IsInStep && !_host.IsRetired)
        {
            _faulted.Add(_host);
        }
    }

    /// <summary>The run is at rest: it passed, unless a fault went unseen or something left the world.</summary>
    private void EndQuietly()
    {
        Task? unseen = _faulted.FindUnseen();
        if (unseen is not null)
        {
            End(RunOutcome.Unobserved, unseen.Exception!.InnerException);
        }

        End(EscapeLog.Any ? RunOutcome.Escaped : RunOutcome.Passed, detail: EscapeLog.Any ? "The run left the simulation, so it is not deterministic." : null);
    }

    private sealed class PostedCallback
    {
        public SendOrPostCallback Callback = null!;
        public object? State;
    }

    private sealed record PeriodicEntry(object Timer, uint Period, long Deadline);
}
