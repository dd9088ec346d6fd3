using System.Diagnostics;
using System.Diagnostics.Metrics;
using Sim.WebApp;

namespace Sim.Scenarios.AspNetCore;

/// <summary>What hosts that end in the middle of their work leave behind.</summary>
public class LeftoverTests
{
    private const int Runs = 60;

    /// <summary>Mutation: the event source's logger is left among the services.</summary>
    [Fact]
    public void A_run_that_ends_in_the_middle_of_a_request_leaves_nothing_behind()
    {
        RunMany();
        (long bytes, int threads, int files) = Measure();
        RunMany();
        (long laterBytes, int laterThreads, int laterFiles) = Measure();

        // What one abandoned host holds is some 300,000 bytes; 120 of them were abandoned meanwhile. How many threads the pool has, and what it keeps for
        // them, is a matter of the machine's load.
        Assert.InRange(laterBytes - bytes, long.MinValue, 10_000_000);
        Assert.InRange(laterThreads, 0, threads + 40);
        Assert.InRange(laterFiles, 0, files + 40);
    }

    /// <summary>Mutation: what a host entered into lists of the process is not disposed.</summary>
    [Fact]
    public void The_lists_of_the_process_are_as_before()
    {
        RunMany();
        Assert.Equal(0, CountDiagnosticListeners());
        Assert.Equal(0, CountInstruments());
    }

    private static int CountDiagnosticListeners()
    {
        var counter = new Counter();
        using IDisposable subscription = DiagnosticListener.AllListeners.Subscribe(counter);
        return counter.Listeners;
    }

    private static int CountInstruments()
    {
        int instruments = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) => instruments += instrument.Meter.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) ? 1 : 0,
        };
        listener.Start();
        return instruments;
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

    private sealed class Counter : IObserver<DiagnosticListener>
    {
        public int Listeners { get; private set; }

        public void OnNext(DiagnosticListener value) => Listeners += value.Name == "Microsoft.AspNetCore" ? 1 : 0;

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
