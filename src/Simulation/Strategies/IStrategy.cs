namespace Sim;

/// <summary>Decides which ready step runs next.</summary>
/// <remarks>One instance serves one session: it is told when a run begins, and asked at every point with more than one candidate.</remarks>
internal interface IStrategy
{
    /// <summary>The name by which options and tokens speak of it, arguments included.</summary>
    string Name { get; }

    /// <summary>
    /// Whether every step that is ready runs sooner or later, with probability 1, in the run that began last. Where it is not, a
    /// run that makes no progress may be the schedule's doing, and is not called a livelock.
    /// </summary>
    bool IsFair => false;

    /// <summary>A run begins; whatever the strategy remembers of the last one is void, unless it learns across runs.</summary>
    void BeginRun(ref RandomSource random);

    /// <summary>Picks a candidate.</summary>
    /// <param name="ready">What is ready, oldest first, with the <see cref="StepTag"/> of each.</param>
    /// <param name="candidates">How many there are: one more than is ready if the next timer may fire first.</param>
    /// <param name="lastStep">The number of the step that ran last, from 1 on, as <see cref="StepTag.Parent"/> counts.</param>
    /// <param name="random">The random numbers to decide with; no others.</param>
    /// <returns>From 0 to <paramref name="candidates"/> - 1.</returns>
    int Pick(ReadyView ready, int candidates, int lastStep, ref RandomSource random);
}
