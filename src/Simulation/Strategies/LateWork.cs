namespace Sim;

/// <summary>
/// A pending timer may fire although work is ready, as on a slow machine. Every strategy considers it at one pick of eight only: as a
/// candidate like any other it would fire at every other step of a program that has little to do.
/// </summary>
internal static class LateWork
{
    /// <summary>The probability that a pending timer is considered.</summary>
    public const double Probability = 1.0 / 8;

    /// <summary>How many candidates to consider.</summary>
    public static int Count(Candidates candidates, ref RandomSource random) =>
        candidates.HasLateTimer && random.Chance(Probability) ? candidates.Count : candidates.Ready;
}
