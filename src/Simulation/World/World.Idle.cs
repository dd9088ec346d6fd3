using System.Collections.Concurrent;
using System.Reflection;
using Sim.Capture;

namespace Sim;

/// <content>
/// What happens between steps: taking in what the last one scheduled, and, when nothing is ready, telling three ends apart:
/// quiescent (the test is done), deadlocked (a finding), and waiting for something outside.
/// </content>
internal sealed partial class World
{
    private const int MostTimersWatched = 10_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_shortPatience = TimeSpan.FromMilliseconds(10);

    /// <summary>Bodies, each with the name of its run, that deadlocked after the long wait once: they are not given it again, which is a matter of real time only.</summary>
    private static readonly ConcurrentDictionary<(MethodInfo Body, string? Name), bool> s_deadlocked = new();

    private readonly Outside _outside = new();

    /// <summary>How many collections there had been when timers were looked at, and when the window closed last.</summary>
    private int _collections;
    private int _collectionsAtClose;

    /// <summary>Takes in everything that was scheduled since; true if something is ready now.</summary>
    public bool Harvest()
    {
        TakeIn();
        if (_blocked.Count > 0)
        {
            PollBlocked();
        }

        if (_outside.Any)
        {
            TakeInFromOutside();
        }

        MoveDueTimers();
        return _loop.ReadyCount > 0;
    }

    /// <summary>Takes in what the step that runs, or ran last, has queued and armed so far.</summary>
    public void TakeIn()
    {
        _pool.Drain(this);
        _timers.Drain(this);
    }

    /// <summary>Nothing is ready: time passes, or the run ends.</summary>
    public void Idle()
    {
        if (_main is { IsCompleted: true } && !IsAnyPending())
        {
            AfterMain();
            if (!ReportsFutures())
            {
                EndQuietly();
            }
        }
        else if (TryFindTimer(out long deadline))
        {
            AdvanceTo(deadline);
            MoveDueTimers();
        }
        else if (!IsOver)
        {
            WaitForOutside();
        }
    }

    /// <summary>Lets virtual time pass up to a deadline.</summary>
    public void AdvanceTo(long deadline)
    {
        if (deadline > _spec.Options.MaxVirtualTime.Ticks)
        {
            End(RunOutcome.TimeLimit, detail: $"The next timer is due after {TimeSpan.FromTicks(deadline)} of virtual time, beyond the limit (MaxVirtualTime).");
        }

        if (deadline > Clock.Now)
        {
            Clock.AdvanceTo(deadline);
            _shownClock = null;
            ClockHook.Show(deadline, deadline, _spec.Options.StartTime);
        }
    }

    /// <summary>The next timer that is really armed; entries of stopped ones are dropped, lest time pass for them.</summary>
    public bool TryFindTimer(out long deadline)
    {
        while (_loop.TryPeekTimer(out TimerHandle timer, out object? state, out long tag))
        {
            if (IsArmed(state, tag))
            {
                deadline = timer.When;
                return true;
            }

            timer.Cancel();
        }

        deadline = 0;
        return false;
    }

    /// <summary>
    /// Drops the entries of timers that were stopped. Those still pending when the window closes can afterward only have been
    /// stopped by a finalizer. That is worth a look at every timer only after a collection.
    /// </summary>
    public void DropStoppedTimers()
    {
        int collections = GC.CollectionCount(0);
        _collectionsAtClose = collections;
        if (collections != _collections && _loop.TimerCount is > 0 and <= MostTimersWatched)
        {
            _loop.CancelTimers((state, tag) => !IsArmed(state, tag));
        }
    }

    /// <summary>
    /// The window opens again: a timer that was stopped meanwhile was stopped by no step of ours. After a collection since it closed nobody
    /// can tell, since it closed with those in place that our steps had stopped.
    /// </summary>
    public void NoteCollectedTimers()
    {
        int collections = GC.CollectionCount(0);
        if (collections == _collectionsAtClose && collections != _collections)
        {
            if (_loop.TimerCount is > 0 and <= MostTimersWatched)
            {
                _loop.CancelTimers(NoteIfCollected);
            }

            _collections = collections;
        }
    }

    private bool NoteIfCollected(object? state, long tag)
    {
        object? timer = state is PeriodicEntry periodic ? periodic.Timer : state;
        if (timer is null or BlockedWait or NetworkEvent or PostponedStep || IsCallback(tag) || IsArmed(state, tag))
        {
            return false;
        }

        EscapeLog.Add(Escapes.CollectedTimer(StepMethods.Name(StepMethods.OfDelegate(TimerInternals.Callback.Of(timer)))));
        return true;
    }

    /// <summary>
    /// Due timers become ready here, not in the loop, which would take those that were stopped for ready as well: whether such an
    /// entry is still there depends on when it was swept, and must not be seen.
    /// </summary>
    private void MoveDueTimers()
    {
        while (TryFindTimer(out long deadline) && deadline <= Clock.Now)
        {
            _loop.TryPeekTimer(out TimerHandle timer, out object? state, out long tag);
            if (IsCallback(tag))
            {
                _loop.ReadyNextTimer();
                continue;
            }

            timer.Cancel();
            _loop.CallSoon(RunnerOf(state), state, tag);
        }
    }

    private Action<object?> RunnerOf(object? entry) => entry switch
    {
        BlockedWait => _runTimeout,
        NetworkEvent => _runDelivery,
        PostponedStep => _runPostponed,
        _ => _runTimer,
    };

    /// <summary>A callback from a thread that the simulation does not control: an escape, but it must run.</summary>
    public void ReceiveFromOutside(SendOrPostCallback callback, object? state, RunOwner run)
    {
        // A stack takes its time, in which nobody must take the run for one that nothing comes to.
        _outside.Announce();
        _outside.Add(new OutsidePost(callback, state, run, Environment.StackTrace));
    }

    private void TakeInFromOutside()
    {
        foreach (OutsidePost post in _outside.TakeAll())
        {
            if (ReferenceEquals(post.Run, _owner) && !IsForDeadCode(post))
            {
                EscapeLog.Add(Escapes.ForeignPost(post.Stack));
                _loop.CallSoon(_runPost, new PostedCallback { Callback = post.Callback, State = post.State }, NextTag(StepKind.Outside).Value);
            }
        }
    }

    /// <summary>The finalizer of a timer that a crash left behind (a PeriodicTimer's) resumes who awaits it, whenever there is a collection: nothing that anybody may see.</summary>
    private bool IsForDeadCode(OutsidePost post) =>
        ContinuationChain.FindBox((post.State as Delegate)?.Target ?? post.State) is Task box
        && TaskInternals.ContextOf(box) is { } context
        && Ownership.Of(_thread, context) is { IsRetired: true };

    /// <summary>
    /// Nothing can run and no timer is pending. Before that is called a deadlock something outside gets a moment of real
    /// time: a signal on a handle, a callback, the end of the body on a foreign thread. Where something has left the world
    /// already the wait is as long as a step may take. Time in which threads of this process waited for a processor does not count.
    /// </summary>
    private void WaitForOutside()
    {
        _timers.Close();
        var quiet = new QuietTime();
        do
        {
            _outside.Wait(TimeSpan.FromMilliseconds(1));
            PollBlocked();
        }
        while (!HasArrived() && !quiet.IsOver(Patience()));
        _timers.Open();
        if (!HasArrived())
        {
            EndStuck();
        }
    }

    private TimeSpan Patience()
    {
        if (EscapeLog.Any || EscapeLog.IsAnnounced || _outside.IsAnnounced)
        {
            return _spec.Options.StepTimeout;
        }

        return !_spec.WaitsForOutside ? TimeSpan.Zero : s_deadlocked.ContainsKey(Known) ? s_shortPatience : s_patience;
    }

    private (MethodInfo Body, string? Name) Known => (_spec.Body.Method, _spec.Options.Name);

    private bool HasArrived() => _outside.Any || _loop.ReadyCount > 0 || _main is { IsCompleted: true };

    private void EndStuck()
    {
        if (EscapeLog.Any)
        {
            End(RunOutcome.Escaped, detail: "The body waits for something outside the simulation.");
        }
        else
        {
            if (_spec.WaitsForOutside)
            {
                s_deadlocked.TryAdd(Known, true);
            }

            End(RunOutcome.Deadlocked, detail: DescribeDeadlock());
        }
    }

    private string DescribeDeadlock()
    {
        // The main of a program that serves until it is asked to stop blocks for good by its nature.
        List<BlockedWait> stuck = _blocked.FindAll(wait => !IsInMain(wait));
        if (stuck.Count == 0)
        {
            return $"Deadlock: nothing can run, no timer is pending, and the body is not done: it awaits something that nobody in the simulation will complete.{DescribeTasks()}";
        }

        IEnumerable<string> waits = stuck.Select(wait =>
            $"{StepMethods.Name(Trace.Steps[wait.Step].Method)} (step {wait.Step}{OnHost(Trace.Steps[wait.Step].Host)}) blocks at {wait.Stack}");
        return $"Deadlock: nothing can run, and {stuck.Count} blocked for good: {string.Join("; ", waits)}{DescribeTasks()}";
    }

    /// <summary>What the tasks of the world's loop, and of those that run in steps, wait for.</summary>
    private string DescribeTasks() => string.Concat(_innerLoops.Prepend(_loop).Select(static loop => loop.FormatCallGraph())
        .Where(static graph => graph.Length > 0)
        .Select(static graph => $"\nThe event loop's tasks:\n  {graph.Replace("\n", "\n  ", StringComparison.Ordinal)}"));

    private bool IsInMain(BlockedWait wait)
    {
        ref readonly StepRecord step = ref Trace.Steps[wait.Step];
        return step.Host > 0 && _hosts[step.Host - 1] is { Process.Running: null } host && step.Method == host.Method;
    }

    private string OnHost(int host) => host == 0 ? "" : $" on {_owners[host].Name}";
}
