namespace Sim;

/// <content>What must sometimes hold, what must come true, and that a run goes on.</content>
internal sealed partial class World
{
    /// <summary>How many steps without progress are too many where no bound is given.</summary>
    private const int UsualProgressBound = 100_000;

    private readonly List<PendingCondition> _pending = [];
    private readonly List<ProgressWatch> _watches = [];
    private readonly List<StandingInvariant> _standing = [];

    /// <summary>After how many steps to look again whether progress was made.</summary>
    private int _progressDue;

    /// <summary>What this run has looked at that should sometimes hold.</summary>
    public SometimesLedger Sometimes { get; } = new();

    /// <summary>Completes when the condition holds, which is looked at now and after every step.</summary>
    public Task Await(Func<bool> condition, TimeSpan within, string name)
    {
        var pending = new PendingCondition(condition, name, within, _host);
        if (!IsMet(pending))
        {
            pending.Deadline = new Timer(_ => Expire(pending), null, within, Timeout.InfiniteTimeSpan);
            _pending.Add(pending);
        }

        return pending.Task;
    }

    /// <summary>States what must hold now and after every step.</summary>
    public StandingInvariant State(Func<bool> condition, string name)
    {
        var invariant = new StandingInvariant(this, condition, name, _host);
        _standing.Add(invariant);
        LookAt(invariant);
        return invariant;
    }

    public void TakeBack(StandingInvariant invariant) => _standing.Remove(invariant);

    public ProgressWatch Watch(string name)
    {
        var watch = new ProgressWatch(this, name, Trace.Count);
        _watches.Add(watch);
        if (_spec.FairFrom is { } fair)
        {
            _progressDue = Math.Min(_progressDue, Math.Max(Trace.Count, fair) + ProgressBound);
        }

        return watch;
    }

    public void EndWatch(ProgressWatch watch) => _watches.Remove(watch);

    /// <summary>What an unfair schedule let wait before is nobody's fault.</summary>
    private int SinceFair(int step) => Math.Max(step, _spec.FairFrom!.Value);

    private int ProgressBound => _spec.Options.ProgressBound ?? UsualProgressBound;

    private void ResetLiveness()
    {
        Sometimes.Clear();
        _pending.Clear();
        _watches.Clear();
        _standing.Clear();
        _progressDue = _spec.FairFrom is { } fair && _spec.Options.ProgressBound is { } bound ? fair + bound : int.MaxValue;
    }

    /// <summary>Whether something must still come true before the run can be over.</summary>
    private bool IsAnyPending()
    {
        _pending.RemoveAll(static pending => pending.IsVoid);
        return _pending.Count > 0;
    }

    /// <summary>Only a step can make a condition true, so looking after each one misses nothing.</summary>
    private void LookAtPending()
    {
        foreach (PendingCondition pending in _pending.ToArray())
        {
            if (pending.IsVoid || IsMetOrThrows(pending))
            {
                _pending.Remove(pending);
            }
        }
    }

    private void LookAtStanding()
    {
        for (int i = 0; i < _standing.Count && !IsOver; i++)
        {
            LookAt(_standing[i]);
        }

        _standing.RemoveAll(static invariant => invariant.IsVoid);
    }

    /// <summary>A condition is code of the test: what it throws fails the run.</summary>
    private void LookAt(StandingInvariant invariant)
    {
        try
        {
            if (!invariant.IsVoid && !invariant.Holds())
            {
                Log($"no longer holds: {invariant.Name}", LineKind.Check);
                End(RunOutcome.Failed, new InvariantViolatedException(invariant.Name));
            }
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            End(RunOutcome.Failed, exception);
        }
    }

    private bool IsMet(PendingCondition pending)
    {
        bool holds = pending.Holds();
        if (holds)
        {
            Log($"came true: {pending.Name}", LineKind.Check);
            pending.Complete();
        }

        return holds;
    }

    /// <summary>A condition is code of the test: what it throws fails the run.</summary>
    private bool IsMetOrThrows(PendingCondition pending)
    {
        try
        {
            return IsMet(pending);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            End(RunOutcome.Failed, exception);
            return true;
        }
    }

    private void Expire(PendingCondition pending)
    {
        if (_pending.Remove(pending) && !IsMetOrThrows(pending))
        {
            Log($"not within {pending.Within}: {pending.Name}", LineKind.Check);
            End(RunOutcome.Failed, new NotEventuallyException(pending.Name, pending.Within));
        }
    }

    /// <summary>It is due: whether the bound is really over, and when to look again.</summary>
    private void LookAtProgress()
    {
        if (_watches.Count > 0)
        {
            LookAtWatches();
        }
        else if (_spec.Options.ProgressBound is { } bound)
        {
            int last = SinceFair(ProgressReport.LastProgress(Trace, Trace.Count - bound));
            EndIfStuck(last, bound);
        }
        else
        {
            _progressDue = int.MaxValue;
        }
    }

    private void LookAtWatches()
    {
        ProgressWatch slowest = _watches[0];
        foreach (ProgressWatch watch in _watches)
        {
            slowest = watch.Step < slowest.Step ? watch : slowest;
        }

        _progressDue = SinceFair(slowest.Step) + ProgressBound;
        if (Trace.Count >= _progressDue)
        {
            ProgressWatch? other = _watches.Find(watch => watch.Step > slowest.Step);
            string busy = ProgressReport.Busiest(Trace, slowest.Step);
            EndWithoutProgress(other is null ? RunOutcome.Livelocked : RunOutcome.Starved, other is null
                ? $"Livelock: {slowest.Name} made no progress in {ProgressBound:N0} steps of a fair schedule, nor did anything else that is watched. What ran: {busy}."
                : $"Starvation: {slowest.Name} made no progress in {ProgressBound:N0} steps of a fair schedule, while {other.Name} did. What ran: {busy}.");
        }
    }

    private void EndIfStuck(int last, int bound)
    {
        _progressDue = last + bound;
        if (Trace.Count >= _progressDue)
        {
            EndWithoutProgress(RunOutcome.Livelocked, DescribeLivelock(last));
        }
    }

    private string DescribeLivelock(int last) =>
        $"Livelock: the last {Trace.Count - last:N0} steps of a fair schedule made no progress: no virtual time passed, no line was written, nothing arrived. "
        + $"What ran: {ProgressReport.Busiest(Trace, last)}.";

    private void EndWithoutProgress(RunOutcome outcome, string detail)
    {
        Log(outcome == RunOutcome.Starved ? "starved" : "no progress", LineKind.Check);
        End(outcome, detail: detail);
    }

    /// <summary>The run took as many steps as it may: it may have gone nowhere for a long time.</summary>
    private void EndAtStepLimit()
    {
        int last = _spec.FairFrom is null ? Trace.Count : Math.Min(SinceFair(ProgressReport.LastProgress(Trace, 0)), Trace.Count);
        if (Trace.Count - last >= UsualProgressBound && _watches.Count == 0)
        {
            EndWithoutProgress(RunOutcome.Livelocked, $"{DescribeLivelock(last)} The run was ended at its limit of {Trace.Count:N0} steps (MaxSteps).");
        }

        End(RunOutcome.StepLimit, detail: $"The run took {Trace.Count:N0} steps, which is the limit (MaxSteps).");
    }
}
