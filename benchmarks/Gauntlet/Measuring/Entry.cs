namespace Sim.Gauntlet.Measuring;

/// <summary>A line of the table, and an element of the JSON list.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Seeds">How many explorations were made.</param>
/// <param name="Cap">The most schedules of each; counted where the bug was not found.</param>
/// <param name="Found">In how many of them the bug was found.</param>
/// <param name="Median">Schedules to the first bug.</param>
/// <param name="Mean">Schedules to the first bug.</param>
/// <param name="Low">The lower end of the mean's 95 % interval.</param>
/// <param name="High">The upper end of it.</param>
/// <param name="Seconds">How long all of them took.</param>
/// <param name="Published">What others needed, or null.</param>
internal sealed record Entry(
    string Name, string Strategy, int Seeds, int Cap, int Found, double Median, double Mean, double Low, double High, double Seconds, Published? Published)
{
    /// <summary>Sums up the hits of a program; null is a seed that found nothing.</summary>
    public static Entry Of(GauntletProgram program, string strategy, int cap, IReadOnlyList<int?> hits, double seconds)
    {
        int[] counted = [.. hits.Select(hit => hit ?? cap)];
        (double low, double high) = Statistics.MeanInterval(counted);
        int found = hits.Count(static hit => hit is not null);
        return new Entry(
            program.Name, strategy, hits.Count, cap, found, Statistics.Median(counted), Statistics.Mean(counted), low, high, seconds, program.Published);
    }
}
