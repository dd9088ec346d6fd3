using System.Globalization;
using System.Text.Json;
using Sim.Benchmarks.Measuring;
using Sim.Benchmarks.Programs;

namespace Sim.Benchmarks.Commands;

/// <summary>What the strategies cost: runs a second of processor time of each beside the random walk, side by side in one process.</summary>
internal static class StrategiesCommand
{
    private const string Beside = "random";

    /// <summary>All that make one run after another; <see cref="Beside"/> first.</summary>
    private static readonly string[] All = [Beside, "sticky:0.9", "pct:3", "delay:2", "pos", "urw", "surw", "race", "newest", "fifo", "feedback", "portfolio"];

    public static int Run(Arguments options)
    {
        double seconds = options.Number("--seconds", 2);
        GauntletProgram[] programs = Gauntlet.Select(options.Text("--programs"));
        string[] strategies = options.Text("--strategies") is { } names ? [Beside, .. names.Split(';').Where(static name => name != Beside)] : All;
        string? json = options.Text("--json");
        options.Done();

        Console.WriteLine($"# Strategies: {Machine.Header()}");
        Console.WriteLine("Runs a second of processor time, checks off, full trace; the strategies by turns in each of 5 rounds, medians. Below each figure: as a part of the random walk's, and as a multiple of Coyote's random strategy, which was measured elsewhere.");
        Console.WriteLine();
        List<Row> rows = [.. programs.SelectMany(program => Measure(program, strategies, seconds))];
        Print(programs, strategies, rows);
        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(new { machine = Machine.Header(), rows }));
        }

        return 0;
    }

    private static IEnumerable<Row> Measure(GauntletProgram program, string[] strategies, double seconds)
    {
        Speed[] speeds = SpeedMeter.Measure(program.Name, program.Body(checks: false), strategies, seconds);
        return strategies.Select((strategy, index) => new Row(
            program.Name, strategy, speeds[index].RunsPerProcessorSecond, speeds[index].RunsPerProcessorSecond / speeds[0].RunsPerProcessorSecond, speeds[index].RunsPerProcessorSecond / program.CoyoteRuns));
    }

    private static void Print(GauntletProgram[] programs, string[] strategies, List<Row> rows)
    {
        var table = new Table(["strategy", .. programs.Select(static program => program.Name)]);
        foreach (string strategy in strategies)
        {
            Row[] own = [.. rows.Where(row => row.Strategy == strategy)];
            table.Add([strategy, .. own.Select(static row => Machine.Format(row.RunsPerProcessorSecond))]);
            table.Add(["of random, of Coyote", .. own.Select(static row => string.Create(CultureInfo.InvariantCulture, $"{row.OfRandom:P0}, {row.OfCoyote:N0} x"))]);
        }

        table.Print();
    }

    /// <summary>A figure of the table.</summary>
    public sealed record Row(string Program, string Strategy, double RunsPerProcessorSecond, double OfRandom, double OfCoyote);
}
