using System.Diagnostics;
using System.Globalization;
using TicketShop.Simulations;

namespace Sim.NoiseFixtures;

/// <summary>Run by run: every tenth is made twice and comes to the same, all are written down, none holds a step of the noise, and memory and threads stay what they were.</summary>
public sealed class FlatnessTests : IExplorationObserver, IClassFixture<NoiseEnd>
{
    private const long MostGrowth = 24 << 20;
    private const int MostThreads = 16;
    private const int TracesLookedAt = 5;

    private readonly List<string> _behaviors = [];
    private readonly int _settled = Math.Max(1, Runs.Count / 5);
    private long _memory;
    private int _threads;

    [Fact]
    public void Every_run_is_what_it_is_without_the_noise()
    {
        Exploration found = Simulator.Explore(Body, new() { Runs = Runs.Count, AuditEvery = 10, Observer = this });
        found.ThrowIfFailed();

        Assert.Equal(Runs.Count, found.Runs);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - _memory, long.MinValue, MostGrowth);
        Assert.InRange(Threads() - _threads, int.MinValue, MostThreads);
        if (Runs.File is { } file)
        {
            File.WriteAllLines(file, _behaviors);
        }
    }

    [Fact]
    public void No_trace_holds_a_step_of_the_noise()
    {
        for (ulong seed = 0; seed < TracesLookedAt; seed++)
        {
            RunResult run = Simulator.Run(Body, new() { Seed = seed });

            Assert.Equal(RunOutcome.Passed, run.Outcome);
            Assert.NotEmpty(run.Trace);
            Assert.DoesNotContain(run.Trace, static step => step.Method.Contains("Noisy", StringComparison.Ordinal));
        }
    }

    void IExplorationObserver.RunStarting(int run, ulong seed)
    {
    }

    void IExplorationObserver.RunEnded(CompletedRun run)
    {
        _behaviors.Add(string.Create(CultureInfo.InvariantCulture, $"{run.Run} {run.Steps} {run.VirtualTicks} {run.Behavior:x16}"));
        if (run.Run == _settled)
        {
            _memory = GC.GetTotalMemory(forceFullCollection: true);
            _threads = Threads();
        }
    }

    private static Task Body(Simulation sim) => new SeatSimulations().The_safe_shop_sells_no_seat_twice(sim);

    /// <summary>Those of the pool are the noise's.</summary>
    private static int Threads()
    {
        using Process me = Process.GetCurrentProcess();
        return me.Threads.Count - ThreadPool.ThreadCount;
    }
}
