namespace Sim;

/// <summary>What an exhaustive search (the strategy <c>exhaustive</c>) did, and no more than that.</summary>
/// <param name="Schedules">How many different schedules were run, after reduction.</param>
/// <param name="IsComplete">Whether these are all within the bounds that were asked for.</param>
/// <param name="IsClean">
/// Whether there is no other schedule: the search had no bound, or met none, nothing was left out, and all passed.
/// </param>
/// <param name="Words">What was done, for people.</param>
public sealed record ExhaustiveVerdict(long Schedules, bool IsComplete, bool IsClean, string Words)
{
    /// <summary>
    /// How many schedules there are; <see cref="Schedules"/> are fewer where orders that differ only in independent steps were run once. Null where they
    /// were not counted to the end: a search that was reduced counts up to 10,000 afterward, by running them.
    /// </summary>
    public long? Plain { get; init; }
}
