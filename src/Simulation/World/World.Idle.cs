using System.Diagnostics;
using Sim.Capture;

namespace Sim;

/// <content>
/// What happens between steps: taking in what the last one scheduled, and, when nothing is ready, telling three ends apart:
/// quiescent (the test is done), deadlocked (a finding), and waiting for something outside.
/// </content>
internal sealed partial class World
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    private readonly Outside _outside = new();

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
        if (_main is { IsCompleted: true })
        {
            AfterMain();
            EndQuietly();
        }
        else if (TryFindTimer(out long deadline))
        {
            AdvanceTo(deadline);
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

    /// <summary>A callback from a thread that the simulation does not control: an escape, but it must run.</summary>
    public void ReceiveFromOutside(SendOrPostCallback callback, object? state)
    {
        EscapeLog.Add(Escapes.ForeignPost(Environment.StackTrace));
        _outside.Add(callback, state);
    }

    private void TakeInFromOutside()
    {
        foreach ((SendOrPostCallback callback, object? state) in _outside.TakeAll())
        {
            _loop.CallSoon(_runPost, new PostedCallback { Callback = callback, State = state }, NextTag(StepKind.Outside).Value);
        }
    }

    /// <summary>
    /// Nothing can run and no timer is pending. Before that is called a deadlock something outside gets a moment of real
    /// time: a signal on a handle, a callback, the end of the body on a foreign thread. Where something has left the world
    /// already the wait is as long as a step may take.
    /// </summary>
    private void WaitForOutside()
    {
        TimeSpan patience = EscapeLog.Any ? _spec.Options.StepTimeout : _spec.WaitsForOutside ? s_patience : TimeSpan.Zero;
        _timers.Close();
        long start = Stopwatch.GetTimestamp();
        do
        {
            _outside.Wait(TimeSpan.FromMilliseconds(1));
            PollBlocked();
            if (EscapeLog.Any && patience < _spec.Options.StepTimeout)
            {
                patience = _spec.Options.StepTimeout;
            }
        }
        while (!HasArrived() && Stopwatch.GetElapsedTime(start) < patience);
        _timers.Open();
        if (!HasArrived())
        {
            EndStuck();
        }
    }

    private bool HasArrived() => _outside.Any || _loop.ReadyCount > 0 || _main is { IsCompleted: true };

    private void EndStuck()
    {
        if (EscapeLog.Any)
        {
            End(RunOutcome.Escaped, detail: "The body waits for something outside the simulation.");
        }
        else
        {
            End(RunOutcome.Deadlocked, detail: DescribeDeadlock());
        }
    }

    private string DescribeDeadlock()
    {
        if (_blocked.Count == 0)
        {
            return "Deadlock: nothing can run, no timer is pending, and the body is not done: it awaits something that nobody will complete.";
        }

        IEnumerable<string> waits = _blocked.Select(wait =>
            $"{StepMethods.Name(Trace.Steps[wait.Step].Method)} (step {wait.Step}) blocks at {wait.Stack}");
        return $"Deadlock: nothing can run, and {_blocked.Count} blocked for good: {string.Join("; ", waits)}";
    }
}
