using System.Globalization;
using Sim.Benchmarks.Measuring;
using Sim.Gauntlet.Measuring;

namespace Sim.Gauntlet.Commands;

/// <summary>What shrinking makes of the failures: how long it takes, whether they stay what they were, and whether they could be smaller.</summary>
internal static class ShrinkRun
{
    private const double Bar = 0.9;

    /// <returns>1 if a shrunk failure was another one, or fewer than 90 % of those that were checked have the fewest departures.</returns>
    public static int Run(Request request)
    {
        var entries = new List<ShrinkEntry>();
        var all = new List<ShrunkFailure>();
        foreach (string strategy in request.Strategies)
        {
            foreach (GauntletProgram program in request.Programs)
            {
                var shrinkage = new Shrinkage(program, strategy, request.Cap);
                ShrunkFailure[] failures = [.. request.Seeds.Numbers.Select(shrinkage.Shrink).OfType<ShrunkFailure>()];
                entries.Add(ShrinkEntry.Of(program.Name, strategy, failures));
                all.AddRange(failures);
                JsonFile.Write(request.Json, entries);
            }
        }

        ShrinkEntry sum = ShrinkEntry.Of("all", string.Join(", ", request.Strategies), all);
        Print([.. entries, sum]);
        return sum.Alike == sum.Failures && sum.Minimal >= Bar * sum.Checked ? 0 : 1;
    }

    private static void Print(List<ShrinkEntry> entries)
    {
        var table = new Table("program", "failures", "fail alike", "checked", "minimal", "departures before", "after", "median ms", "greatest ms");
        foreach (ShrinkEntry entry in entries)
        {
            table.Add(
                entry.Name, $"{entry.Failures}", $"{entry.Alike}", $"{entry.Checked}", $"{entry.Minimal}", $"{entry.DeparturesBefore}", $"{entry.DeparturesAfter}",
                Milliseconds(entry.Median), Milliseconds(entry.Greatest));
        }

        table.Print();
    }

    private static string Milliseconds(double seconds) => (seconds * 1_000).ToString("N0", CultureInfo.InvariantCulture);
}
