using System.Diagnostics;
using Sim.WebApp;

namespace Sim.Scenarios.AspNetCore;

/// <summary>What hosts that end in the middle of their work leave behind.</summary>
public class LeftoverTests
{
    private const int Runs = 60;

    /// <summary>Mutation: the event source's logger is left among the services, or the meters are not released.</summary>
    [Fact]
    public void A_run_that_ends_in_the_middle_of_a_request_leaves_nothing_behind()
    {
        RunMany();
        (long bytes, int threads, int files) = Measure();
        RunMany();
        (long laterBytes, int laterThreads, int laterFiles) = Measure();

        // What one abandoned host holds is some 300,000 bytes.
        Assert.InRange(laterBytes - bytes, long.MinValue, 1_000_000);
        Assert.InRange(laterThreads, 0, threads + 2);
        Assert.InRange(laterFiles, 0, files + 8);
    }

    private static void RunMany()
    {
        for (int i = 0; i < Runs; i++)
        {
            RunResult result = Simulator.Run(AbandonAsync, new RunOptions { Seed = (ulong)i });
            Assert.True(result.Outcome == RunOutcome.Passed, result.Story);
        }
    }

    private static async Task AbandonAsync(Simulation sim)
    {
        await Task.WhenAll(sim.AddWebHost<Greeter>("front").Started, sim.AddWebHost<Greeter>("backend").Started);
        HttpClient client = sim.Network.CreateHttpClient("http://front");
        await client.GetStringAsync("/forward");
        _ = client.GetStringAsync("/slow/100000");
        await Task.Delay(sim.Choose(50));
    }

    private static (long Bytes, int Threads, int Files) Measure()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        int files = Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0;
        return (GC.GetTotalMemory(forceFullCollection: true), process.Threads.Count, files);
    }
}
