using System.Globalization;
using OrderDesk.Simulations;
using Sim.Benchmarks.Measuring;
using Sim.Benchmarks.Programs;
using Sim.Benchmarks.Web;

namespace Sim.Benchmarks.Commands;

/// <summary>Whether anything is left behind by a run: memory, threads and descriptors after a tenth of the runs and after all of them.</summary>
internal static class MemoryCommand
{
    private const double MostGrowth = 1.01;
    private const int MostWebRuns = 10_000;

    public static int Run(Arguments options)
    {
        int runs = options.Count("--runs", 100_000);
        options.Done();
        Console.WriteLine($"# Memory: {Machine.Header()}");
        Console.WriteLine("After a forced full collection. Bar: at most 1 % more live bytes, and equal counts of threads and descriptors.");
        Console.WriteLine();
        (string Name, Func<Simulation, Task> Body, int Runs)[] programs =
        [
            ("OrderDesk", static sim => new OrderDeskSimulations().The_fixed_desk_sells_the_last_teapot_once(sim), runs),
            ("B1", static _ => BoundedBuffer.RunAsync(checks: false), runs),
            ("B3", static _ => MonitorBuffer.RunAsync(checks: false), runs),
            ("C", static _ => Transfers.RunAsync(checks: false), runs),
            ("TroubledStore", TroubledStore.RunAsync, Math.Min(runs, MostWebRuns)),
            ("TicketShop", RunShopAsync, Math.Min(runs, MostWebRuns)),
        ];
        var table = new Table("program", "runs", "live bytes", "then", "growth", "threads", "then", "descriptors", "then", "holds");
        bool holds = true;
        using (Quiet.Console())
        {
            Footprint.Take();
            foreach ((string name, Func<Simulation, Task> body, int count) in programs)
            {
                holds &= Measure(table, name, body, count);
            }
        }

        table.Print();
        return holds ? 0 : 1;
    }

    public static bool Measure(Table table, string name, Func<Simulation, Task> body, int runs)
    {
        int first = runs / 10;
        Footprint early = After(name, body, 1, first);
        Footprint late = After(name, body, first + 1, runs);
        bool holds = late.LiveBytes <= early.LiveBytes * MostGrowth && late.Threads == early.Threads && late.Descriptors == early.Descriptors;
        table.Add(
            name,
            $"{Machine.Format(first)}, {Machine.Format(runs)}",
            Machine.Format(early.LiveBytes),
            Machine.Format(late.LiveBytes),
            ((double)late.LiveBytes / early.LiveBytes - 1).ToString("P2", CultureInfo.InvariantCulture),
            $"{early.Threads}",
            $"{late.Threads}",
            $"{early.Descriptors}",
            $"{late.Descriptors}",
            holds ? "yes" : "no");
        if (late.Threads != early.Threads)
        {
            Console.Error.WriteLine($"{name}: threads are {Footprint.DescribeThreads()}");
        }

        return holds;
    }

    /// <summary>Two web hosts; every third run ends in the middle of a request.</summary>
    private static async Task RunShopAsync(Simulation sim)
    {
        Func<HttpClient> connect = await LoopbackCommand.OpenAsync(sim);
        await (sim.Seed % 3 == 0 ? ShopEvening.BeginAsync(connect) : ShopEvening.RunAsync(connect));
    }

    private static Footprint After(string name, Func<Simulation, Task> body, int firstRun, int lastRun)
    {
        Exploration exploration = Simulator.Explore(body, new ExploreOptions { Name = name, FirstRun = firstRun, Runs = lastRun, Shrink = false });
        if (exploration.Failure is { } failure)
        {
            throw new InvalidOperationException($"{name} failed at run {exploration.FailedRun}: {failure.Failure}");
        }

        return Footprint.Take();
    }
}
