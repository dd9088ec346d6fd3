using System.Diagnostics;
using Sim.WebApp;

namespace Sim.Scenarios.AspNetCore;

/// <summary>Web programs that crash in the middle of their work, and are built anew when their host starts again.</summary>
public class CrashTests
{
    [Fact]
    public void A_web_host_that_crashed_serves_again_after_its_restart()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            SimulatedHost front = sim.AddWebHost<Greeter>("front");
            SimulatedHost backend = sim.AddWebHost<Greeter>("backend");
            await Task.WhenAll(front.Started, backend.Started);
            using HttpClient client = sim.Network.CreateHttpClient("http://front");
            string answer = await client.GetStringAsync("/forward");
            for (int i = 0; i < 3; i++)
            {
                SimulatedHost victim = i % 2 == 0 ? backend : front;
                Task<HttpResponseMessage> request = client.GetAsync("/forward");
                await Task.Delay(sim.Choose(10));
                victim.Crash();
                await Settle(request);
                await Task.Delay(100);
                await victim.RestartAsync();
                Assert.Equal(answer, await GetAgainAsync(client, "/forward"));
            }

            Assert.Equal((2, 3), (front.Incarnation, backend.Incarnation));
        }))
        {
            Assert.Contains("test: front starts again", Web.Lines(result));
        }
    }

    [Fact]
    public void Crashes_leave_nothing_behind()
    {
        CrashMany(10);
        (long bytes, int threads, int files) = Measure();
        CrashMany(30);
        (long laterBytes, int laterThreads, int laterFiles) = Measure();

        // What one host holds is some 300,000 bytes; 120 of them died meanwhile. How many threads the pool has, and what it keeps for them, is a matter of
        // the machine's load.
        Assert.InRange(laterBytes - bytes, long.MinValue, 10_000_000);
        Assert.InRange(laterThreads, 0, threads + 40);
        Assert.InRange(laterFiles, 0, files + 40);
    }

    /// <summary>Within one run only the trace grows.</summary>
    [Fact]
    public void Processes_of_a_run_that_goes_on_are_forgotten()
    {
        List<WeakReference> dead = [];
        int alive = 0;
        RunResult result = Simulator.Run(async sim =>
        {
            SimulatedHost host = sim.AddWebHost<Greeter>("backend", builder => builder.ConfigureServices((_, services) => dead.Add(new WeakReference(services))));
            await host.Started;
            for (int i = 0; i < 10; i++)
            {
                host.Crash();
                await host.RestartAsync();
            }

            await Task.Delay(1_000);
            await Task.Delay(1_000);
            alive = CountAlive(dead);
        });
        Assert.True(result.Outcome == RunOutcome.Passed, result.Story);
        Assert.Equal(11, dead.Count);
        Assert.InRange(alive, 1, 3);
    }

    /// <summary>A connection that was open before the crash is reset when it is used again: the client, or the host between, notices once each.</summary>
    private static async Task<string> GetAgainAsync(HttpClient client, string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await client.GetStringAsync(path);
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(10);
            }
        }
    }

    private static int CountAlive(List<WeakReference> references)
    {
        GC.Collect();
        return references.Count(static reference => reference.IsAlive);
    }

    private static async Task Settle(Task<HttpResponseMessage> request)
    {
        try
        {
            using HttpResponseMessage response = await request;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            // The server has crashed: its machine is off and answers nothing, or is on again and knows nothing of the connection.
        }
    }

    private static void CrashMany(int runs)
    {
        for (int i = 0; i < runs; i++)
        {
            RunResult result = Simulator.Run(
                static async sim =>
                {
                    SimulatedHost host = sim.AddWebHost<Greeter>("backend");
                    await host.Started;
                    using HttpClient client = sim.Network.CreateHttpClient("http://backend");
                    for (int life = 0; life < 4; life++)
                    {
                        Task<HttpResponseMessage> request = client.GetAsync("/slow/1000");
                        await Task.Delay(sim.Choose(50));
                        host.Crash();
                        await Settle(request);
                        await host.RestartAsync();
                    }
                },
                new RunOptions { Seed = (ulong)i });
            Assert.True(result.Outcome == RunOutcome.Passed, result.Story);
        }
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
