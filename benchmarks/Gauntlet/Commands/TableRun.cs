using System.Diagnostics;
using System.Globalization;
using Sim.Benchmarks.Measuring;
using Sim.Gauntlet.Measuring;

namespace Sim.Gauntlet.Commands;

/// <summary>The table: schedules to the first bug, for every program and strategy.</summary>
internal static class TableRun
{
    public static int Run(Request request)
    {
        Console.WriteLine($"# The gauntlet: {Machine.Header()}");
        Console.WriteLine($"Schedules to the first bug over {request.Seeds.Count} seeds; not found counts as the cap of {request.Cap:N0}.");
        var entries = new List<Entry>();
        foreach (string strategy in request.Strategies)
        {
            foreach (GauntletProgram program in request.Programs)
            {
                entries.Add(Measure(program, strategy, request));
                JsonFile.Write(request.Json, entries);
            }

            Print(strategy, entries.FindAll(entry => entry.Strategy == strategy));
        }

        PrintMeans(request, entries);
        return 0;
    }

    private static Entry Measure(GauntletProgram program, string strategy, Request request)
    {
        var hunt = new Hunt(program, strategy, request.Cap);
        long started = Stopwatch.GetTimestamp();
        int?[] hits = [.. request.Seeds.Numbers.Select(hunt.FirstHit)];
        return Entry.Of(program, strategy, request.Cap, hits, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static void Print(string strategy, List<Entry> entries)
    {
        Console.WriteLine();
        Console.WriteLine($"## {strategy}");
        Console.WriteLine();
        var table = new Table("program", "found", "median", "mean", "95 % interval", "seconds", "SURW", "PCT-3", "PCT-10", "POS", "random");
        foreach (Entry entry in entries)
        {
            Published? published = entry.Published;
            table.Add(
                entry.Name, $"{entry.Found}/{entry.Seeds}", Number(entry.Median), Number(entry.Mean), $"{Number(entry.Low)}-{Number(entry.High)}", Number(entry.Seconds),
                Number(published?.Surw), Number(published?.Pct3), Number(published?.Pct10), Number(published?.Pos), Number(published?.Random));
        }

        table.Print();
    }

    private static void PrintMeans(Request request, List<Entry> entries)
    {
        var table = new Table("strategy", "geometric mean of the means", "programs found by every seed", "by some seed");
        foreach (string strategy in request.Strategies)
        {
            List<Entry> own = entries.FindAll(entry => entry.Strategy == strategy);
            table.Add(
                strategy,
                Number(Statistics.GeometricMean(own.Select(static entry => entry.Mean))),
                $"{own.Count(static entry => entry.Found == entry.Seeds)}/{own.Count}",
                $"{own.Count(static entry => entry.Found > 0)}/{own.Count}");
        }

        table.Print();
    }

    private static string Number(double? value) => value switch
    {
        null => "-",
        < 100 => value.Value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0", CultureInfo.InvariantCulture),
    };
}
