using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>Refuses options that are out of range, with the range.</summary>
internal static class OptionChecks
{
    private const int Billion = 1_000_000_000;

    public static void Require(RunOptions options)
    {
        InRange(options.MaxSteps, 1, Billion);
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
            if (explore.Time is { } time)
            {
                AtLeast(time, TimeSpan.FromMilliseconds(1), nameof(explore.Time));
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
