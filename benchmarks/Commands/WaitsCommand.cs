using System.Globalization;
using Sim.Benchmarks.Measuring;
using Sim.Benchmarks.Programs;

namespace Sim.Benchmarks.Commands;

/// <summary>Microseconds per blocking wait and per captured timer.</summary>
internal static class WaitsCommand
{
    private const int Rounds = 5;

    public static int Run(Arguments options)
    {
        double seconds = options.Number("--seconds", 5);
        options.Done();
        Console.WriteLine($"# Waits and timers: {Machine.Header()}");
        Console.WriteLine("Median of 5 rounds. All that a program does is divided by how many of its steps count: see docs/benchmarks.md.");
        Console.WriteLine();
        var table = new Table("program", "us each", "counted", "each is");
        Add(table, "Task.Run(...).Result", static _ => WaitPrograms.ResultAsync(), StepKind.Resume, "a blocking wait that ended", seconds);
        Add(table, "lock whose owner blocks", static _ => WaitPrograms.LockAsync(), StepKind.Resume, "a blocking wait that ended", seconds);
        Add(table, "Task.Delay(1)", static _ => WaitPrograms.DelayAsync(), StepKind.Timer, "a timer that fired", seconds);
        Add(table, "CancelAfter, Yield, Dispose", static _ => WaitPrograms.CancelAfterAsync(), null, "a timer that was stopped", seconds);
        Add(table, "Yield", static _ => WaitPrograms.NothingAsync(), null, "a yield, for comparison", seconds);
        Add(table, "Round trip over the network", WaitPrograms.RoundTripsAsync, null, "7 bytes to another host and back", seconds);
        Add(table, "Datagram", WaitPrograms.DatagramsAsync, null, "7 bytes to another host, and received there", seconds);
        table.Print();
        return 0;
    }

    private static void Add(Table table, string name, Func<Simulation, Task> body, StepKind? kind, string meaning, double seconds)
    {
        int runs = Calibrate(name, body, seconds);
        (double Each, int Count)[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Round(name, body, kind, runs))];
        (double each, int count) = Quantiles.Median(rounds);
        table.Add(name, each.ToString("N2", CultureInfo.InvariantCulture), Machine.Format(count), meaning);
    }

    private static int Calibrate(string name, Func<Simulation, Task> body, double seconds)
    {
        int runs = 1;
        while (true)
        {
            double spent = new CountingPlan(name, body, runs).Execute().TotalSeconds;
            if (spent > seconds / Rounds / 2)
            {
                return Math.Max(1, (int)(runs * seconds / Rounds / spent));
            }

            runs *= 2;
        }
    }

    private static (double Each, int Count) Round(string name, Func<Simulation, Task> body, StepKind? kind, int runs)
    {
        var plan = new CountingPlan(name, body, runs);
        TimeSpan elapsed = plan.Execute();
        int count = kind is { } counted ? plan.Count(counted) : runs * WaitPrograms.PerRun;
        return count > 0
            ? (elapsed.TotalMicroseconds / count, count)
            : throw new InvalidOperationException($"{name} did nothing that counts.");
    }
}
