namespace Sim;

/// <summary>What an exhaustive search (the strategy <c>exhaustive</c>) did, and no more than that.</summary>
/// <param name="Schedules">How many different schedules were run.</param>
/// <param name="IsComplete">Whether these are all within the bounds that were asked for.</param>
/// <param name="IsClean">
/// Whether there is no other schedule: the search had no bound, or met none, nothing was left out, and all passed.
/// </param>
/// <param name="Words">What was done, for people.</param>
public sealed record ExhaustiveVerdict(long Schedules, bool IsComplete, bool IsClean, string Words);
