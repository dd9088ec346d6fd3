namespace Sim.Gauntlet.Measuring;

/// <summary>What shrinking made of a program's failures.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Strategy">The strategy that found them.</param>
/// <param name="Failures">How many failures there were.</param>
/// <param name="Alike">How many of the shrunk ones fail as the original did, replayed by their tokens.</param>
/// <param name="Checked">How many are known to have the fewest departures, or not to: all runs with fewer could be made, or one of them failed.</param>
/// <param name="Minimal">How many of those have the fewest: no run with fewer fails in the same way.</param>
/// <param name="DeparturesBefore">The median as they were found.</param>
/// <param name="DeparturesAfter">The median of the shrunk ones.</param>
/// <param name="Median">The median of the seconds that shrinking took.</param>
/// <param name="Greatest">The greatest of them.</param>
internal sealed record ShrinkEntry(
    string Name, string Strategy, int Failures, int Alike, int Checked, int Minimal, double DeparturesBefore, double DeparturesAfter, double Median, double Greatest)
{
    /// <summary>Sums up the failures of a program, or of all.</summary>
    public static ShrinkEntry Of(string name, string strategy, IReadOnlyCollection<ShrunkFailure> failures) => new(
        name,
        strategy,
        failures.Count,
        failures.Count(static failure => failure.IsAlike),
        failures.Count(static failure => failure.IsMinimal is not null),
        failures.Count(static failure => failure.IsMinimal == true),
        Middle(failures, static failure => failure.Before),
        Middle(failures, static failure => failure.After),
        Middle(failures, static failure => failure.Seconds),
        failures.Count == 0 ? 0 : failures.Max(static failure => failure.Seconds));

    private static double Middle(IEnumerable<ShrunkFailure> failures, Func<ShrunkFailure, double> value)
    {
        double[] sorted = [.. failures.Select(value).Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}

/// <summary>A failure that was shrunk.</summary>
/// <param name="Before">Its departures as it was found.</param>
/// <param name="After">Its departures after.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="IsAlike">Whether the token of the shrunk run fails as the original did.</param>
/// <param name="IsMinimal">Whether no run with fewer departures fails in the same way; null where they are too many to make.</param>
internal sealed record ShrunkFailure(int Before, int After, double Seconds, bool IsAlike, bool? IsMinimal);
