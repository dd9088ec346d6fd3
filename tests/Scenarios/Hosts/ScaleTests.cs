using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Hosts;

/// <summary>What many hosts cost.</summary>
public class ScaleTests
{
    private const int Hosts = 5_000;
    private const int MostBytes = 4 * 1024;

    /// <summary>Counted is what is allocated, which is more than what is kept: no other thread and no collection takes part in it.</summary>
    [Fact]
    public void An_idle_host_takes_less_than_four_KiB()
    {
        long before = 0;
        long bytes = 0;
        int threads = 0;
        RunResult result = Simulator.Run(async sim =>
        {
            int thread = Environment.CurrentManagedThreadId;
            before = GC.GetAllocatedBytesForCurrentThread();
            var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            int left = Hosts;
            for (int i = 0; i < Hosts; i++)
            {
                sim.AddHost($"h{i}", async host =>
                {
                    if (--left == 0)
                    {
                        up.SetResult();
                    }

                    await Task.Delay(Timeout.Infinite, host.Stopping);
                });
            }

            await up.Task;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            threads = thread == Environment.CurrentManagedThreadId ? 1 : 2;
        });
        Assert.Null(result.Failure);
        Assert.Equal(1, threads);
        Assert.InRange(bytes / Hosts, 500, MostBytes);
    }

    [Fact]
    public void Every_one_of_20_000_hosts_has_an_address_and_is_reached_by_it()
    {
        foreach (RunResult result in Twice.RunSeeds(1, static async sim =>
        {
            int called = 0;
            SimulatedHost[] hosts = [.. Enumerable.Range(1, 20_000).Select(i => sim.AddHost($"h{i}", async host =>
            {
                if (host.Name == "h20000")
                {
                    using SimulatedListener listener = sim.Network.Listen(80);
                    while (true)
                    {
                        using SimulatedConnection connection = await listener.AcceptAsync();
                        called++;
                    }
                }

                await new TaskCompletionSource().Task;
            }))];
            Assert.Equal(hosts.Length, hosts.Select(static host => host.Address.ToString()).Distinct().Count());
            Assert.Equal(("10.0.0.2", "10.0.1.0", "10.0.78.33"), (hosts[0].Address.ToString(), hosts[254].Address.ToString(), hosts[^1].Address.ToString()));
            await hosts[^1].Started;
            foreach (string name in new[] { "h20000", "10.0.78.33" })
            {
                using SimulatedConnection connection = await sim.Network.ConnectAsync(name, 80);
                Assert.Equal("h20000", connection.RemoteHost);
            }

            await sim.Eventually(() => called == 2, TimeSpan.FromSeconds(1));
        }))
        {
            Assert.Null(result.Failure);
        }
    }
}
