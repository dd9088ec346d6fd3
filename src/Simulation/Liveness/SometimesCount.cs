namespace Sim;

/// <summary>How often what <see cref="Simulation.Sometimes"/> stated was looked at, and how often it held.</summary>
/// <param name="Name">What was stated.</param>
/// <param name="Runs">How many runs looked.</param>
/// <param name="RunsHeld">In how many of them it held at least once; 0 is a finding.</param>
/// <param name="Checks">How many times it was looked at, in all runs.</param>
/// <param name="Held">How many of these times it held.</param>
public sealed record SometimesCount(string Name, long Runs, long RunsHeld, long Checks, long Held)
{
    /// <summary>Adds up the counts of several explorations of one simulation, such as the shares of a campaign.</summary>
    /// <returns>One count a name, in the order of the names.</returns>
    public static IReadOnlyList<SometimesCount> Sum(IEnumerable<SometimesCount> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return [.. counts
            .GroupBy(static count => count.Name, StringComparer.Ordinal)
            .Select(static same => same.Aggregate(Add))
            .OrderBy(static count => count.Name, StringComparer.Ordinal)];
    }

    private static SometimesCount Add(SometimesCount one, SometimesCount other) => new(
        one.Name, one.Runs + other.Runs, one.RunsHeld + other.RunsHeld, one.Checks + other.Checks, one.Held + other.Held);
}
