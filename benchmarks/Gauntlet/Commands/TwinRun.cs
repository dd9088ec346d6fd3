using Sim.Gauntlet.Measuring;

namespace Sim.Gauntlet.Commands;

/// <summary>The fixed twins: none may fail, whatever the strategy.</summary>
internal static class TwinRun
{
    /// <returns>1 if a twin failed.</returns>
    public static int Run(Request request)
    {
        var entries = new List<TwinEntry>();
        foreach (string strategy in request.Strategies)
        {
            foreach (GauntletProgram program in request.Programs)
            {
                entries.Add(TwinEntry.Of(program, strategy, request.Seeds, request.Cap));
                JsonFile.Write(request.Json, entries);
                Print(entries[^1]);
            }
        }

        int failed = entries.Count(static entry => entry.Failures.Length > 0);
        Console.WriteLine($"{entries.Count - failed} of {entries.Count} twins passed {request.Seeds.Count} times {request.Cap:N0} schedules.");
        return failed == 0 ? 0 : 1;
    }

    private static void Print(TwinEntry entry)
    {
        foreach (string failure in entry.Failures)
        {
            Console.WriteLine($"{entry.Name}, fixed, {entry.Strategy}, {failure}");
        }
    }
}
