using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>Refuses options that are out of range, with the range.</summary>
internal static class OptionChecks
{
    private const int Billion = 1_000_000_000;

    public static void Require(RunOptions options)
    {
        InRange(options.MaxSteps, 1, Billion);
        InRange(options.ProgressBound ?? 1, 1, Billion, nameof(options.ProgressBound));
        AtLeast(options.StepTimeout, TimeSpan.FromMilliseconds(10));
        AtLeast(options.MaxVirtualTime, TimeSpan.FromTicks(1));
        StrategyNames.Make(options.Strategy);
        if (!Enum.IsDefined(options.Ordering))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Ordering, "Ordering is Pool or Loop.");
        }

        if (options is ExploreOptions explore)
        {
            InRange(explore.Runs, 1, Billion);
            InRange(explore.FirstRun, 1, Billion);
            InRange(explore.Stride, 1, 1_000_000);
            InRange(explore.AuditEvery, 0, Billion);
            RequireOneSearch(explore);
            RequireCorpus(explore);
            if (explore.Time is { } time)
            {
                AtLeast(time, TimeSpan.FromMilliseconds(1), nameof(explore.Time));
            }
        }
    }

    /// <summary>An exhaustive search is one: its runs are no numbers that could be shared out.</summary>
    private static void RequireOneSearch(ExploreOptions options)
    {
        if (StrategyNames.Make(options.Strategy) is Exhaustive && (options.FirstRun != 1 || options.Stride != 1))
        {
            throw new ArgumentException($"The strategy \"{options.Strategy}\" is one search and cannot be shared among workers: leave FirstRun and Stride (--shard, --jobs) at 1.", nameof(options));
        }
    }

    private static void RequireCorpus(ExploreOptions options)
    {
        foreach (string token in options.Corpus)
        {
            if (!TokenText.Parse(token).HasChoices)
            {
                throw new ArgumentException("A token in Corpus has no recorded choices: it was made before its run.", nameof(options));
            }
        }
    }

    private static void InRange(int value, int least, int most, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} goes from {least:N0} to {most:N0}.");
        }
    }

    private static void AtLeast(TimeSpan value, TimeSpan least, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is at least {least}.");
        }
    }
}
