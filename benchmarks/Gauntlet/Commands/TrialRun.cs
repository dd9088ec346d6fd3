using Sim.Gauntlet.Measuring;

namespace Sim.Gauntlet.Commands;

/// <summary>Trials: whether a strategy finds nearly every bug every time, not only on average.</summary>
internal static class TrialRun
{
    private const double Bar = 0.95;

    /// <returns>1 if a trial found fewer than 95 % of the bugs.</returns>
    public static int Run(Request request, int trials)
    {
        var entries = new List<TrialEntry>();
        foreach (string strategy in request.Strategies)
        {
            foreach (int trial in (request.Seeds with { Count = trials }).Numbers)
            {
                entries.Add(TrialEntry.Of(request.Programs, strategy, trial, request.Cap));
                JsonFile.Write(request.Json, entries);
                Print(entries[^1]);
            }
        }

        int below = entries.Count(static entry => entry.Found < Bar);
        Console.WriteLine($"{entries.Count - below} of {entries.Count} trials found at least {Bar:P0} of the bugs.");
        return below == 0 ? 0 : 1;
    }

    private static void Print(TrialEntry entry)
    {
        string missed = entry.Missed.Length == 0 ? "" : $"; not {string.Join(", ", entry.Missed)}";
        Console.WriteLine($"{entry.Strategy}, trial {entry.Trial}: {entry.Programs - entry.Missed.Length} of {entry.Programs} found{missed}");
    }
}
