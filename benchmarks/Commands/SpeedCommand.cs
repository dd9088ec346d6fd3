using System.Globalization;
using System.Text.Json;
using Sim.Benchmarks.Measuring;
using Sim.Benchmarks.Programs;

namespace Sim.Benchmarks.Commands;

/// <summary>Runs and steps a second with the full trace, and bytes per run.</summary>
internal static class SpeedCommand
{
    private const double PartOfPrototype = 0.25;
    private const double PrototypeSteps = 31_000_000;

    public static int Run(Arguments options)
    {
        double seconds = options.Number("--seconds", 10);
        GauntletProgram[] programs = Gauntlet.Select(options.Text("--programs"));
        string? json = options.Text("--json");
        options.Done();

        Console.WriteLine($"# Speed: {Machine.Header()}");
        Console.WriteLine("Full trace, checks off, random schedules, median of 5 rounds. Bars: a quarter of what the prototype did.");
        Console.WriteLine("The figures of the prototype and of Coyote were measured elsewhere, in another run: ratios to them are rough.");
        Console.WriteLine();
        List<Row> rows = [.. programs.Select(program => Measure(program, seconds)), MeasureLongRun(seconds, LongRun.YieldsPerTask)];
        Print(rows);
        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(new { machine = Machine.Header(), rows }));
        }

        return 0;
    }

    public static Row MeasureLongRun(double seconds, int yields)
    {
        Speed speed = SpeedMeter.Measure("one long run", _ => LongRun.RunAsync(yields), seconds);
        return new Row("long run", speed, speed.StepsPerSecond, PrototypeSteps * PartOfPrototype, null);
    }

    private static Row Measure(GauntletProgram program, double seconds)
    {
        Speed speed = SpeedMeter.Measure(program.Name, program.Body(checks: false), seconds);
        return new Row(program.Name, speed, speed.RunsPerSecond, program.PrototypeRuns * PartOfPrototype, program.CoyoteRuns);
    }

    private static void Print(List<Row> rows)
    {
        var table = new Table("program", "runs/s", "steps/s", "steps/run", "bytes/run", "had core", "bar", "of bar", "of Coyote");
        foreach (Row row in rows)
        {
            table.Add(
                row.Program,
                Machine.Format(row.Speed.RunsPerSecond),
                Machine.Format(row.Speed.StepsPerSecond),
                row.Speed.StepsPerRun.ToString("N1", CultureInfo.InvariantCulture),
                Machine.Format(row.Speed.BytesPerRun),
                row.Speed.Share.ToString("P0", CultureInfo.InvariantCulture),
                row.Bar is { } bar ? $"{Machine.Format(bar)} {(row.CoyoteRuns is null ? "steps/s" : "runs/s")}" : "-",
                row.Bar is { } needed ? (row.Measured / needed).ToString("P0", CultureInfo.InvariantCulture) : "-",
                row.CoyoteRuns is { } coyote ? $"{Machine.Format(row.Speed.RunsPerSecond / coyote)} x" : "-");
        }

        table.Print();
    }

    /// <summary>A line of the table.</summary>
    /// <param name="Measured">The figure that the bar is about.</param>
    /// <param name="Bar">What it should be at least.</param>
    public sealed record Row(string Program, Speed Speed, double Measured, double? Bar, double? CoyoteRuns);
}
