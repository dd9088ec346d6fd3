namespace Sim;

/// <summary>The simulation's order: the strategy or the script picks, the choice source records, the trace is told.</summary>
internal sealed class ChosenOrder(World world) : IReadyOrder
{
    /// <summary>
    /// How far ahead of the clock a timer may be and still be let fire although work is ready ("late work"): the hiccup of
    /// a busy machine or a collection. A longer one would make every timeout a coin toss.
    /// </summary>
    private static readonly long s_mostLate = 10 * TimeSpan.TicksPerMillisecond;

    /// <summary>
    /// How much may be ready for a timer to be let fire all the same. Where there are thousands of hosts a timer is always near: time would run
    /// ahead of work that grows and grows.
    /// </summary>
    private const int MostReadyForLate = 64;

    /// <summary>Who scheduled the step that was picked.</summary>
    public StepTag PickedTag { get; private set; }

    /// <summary>The oldest step, if another was picked.</summary>
    public StepTag OvertakenTag { get; private set; }

    /// <summary>How many were ready.</summary>
    public int ReadyCount { get; private set; }

    /// <summary>Which of them was picked.</summary>
    public int Pick { get; private set; }

    /// <summary>Which draw of the run that was; -1 where there was nothing to pick from.</summary>
    public int Draw { get; private set; }

    public void Reset()
    {
        Draw = -1;
        PickedTag = default;
        OvertakenTag = default;
        ReadyCount = 0;
        Pick = 0;
    }

    public int TickSize(int ready) => world.Spec.Options.Ordering == Ordering.Pool ? 1 : ready;

    public int Next(ReadyView ready)
    {
        int candidates = Candidates(ready);
        if (world.Tracks)
        {
            world.AssignChains(ready, candidates);
            world.LookAtReady(ready, candidates);
        }

        world.Spec.Picker?.Look(ready, candidates, world);
        Draw = candidates == 1 ? -1 : world.Choices.Count;
        int pick = candidates == 1 ? 0 : Choose(ready, candidates);
        ReadyCount = ready.Count;
        Pick = pick;
        PickedTag = new StepTag(pick < ready.Count ? ready.Tag(pick) : ready.NextTimerTag);
        OvertakenTag = pick == 0 ? default : new StepTag(ready.Tag(0));
        return pick;
    }

    private int Candidates(ReadyView ready)
    {
        if (world.Spec.Options.Ordering == Ordering.Loop)
        {
            return 1;
        }

        if (!ready.HasTimer || !world.TryFindTimer(out long deadline))
        {
            return ready.Count;
        }

        bool late = deadline - world.Clock.Now <= s_mostLate && ready.Count <= MostReadyForLate;
        world.LeftOut |= late ? LeftOut.None : LeftOut.LateTimers;
        return ready.Count + (late ? 1 : 0);
    }

    private int Choose(ReadyView ready, int candidates)
    {
        ChoiceSource choices = world.Choices;
        int pick = world.Spec.Picker is { } picker
            ? picker.Pick(ready, candidates, world)
            : choices.IsReplaying
            ? choices.Replay(candidates)
            : world.Spec.Strategy.Pick(new Candidates(ready, candidates, world), ref choices.Random(ChoiceDomain.Schedule));
        return choices.Record(pick, candidates);
    }
}
