using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Disks;

/// <summary>The disks of hosts that crash and start again.</summary>
public class HostDiskTests
{
    private const int Seeds = 30;

    [Fact]
    public void A_host_that_starts_again_finds_what_the_crash_left()
    {
        HashSet<string> found = [];
        AllPass(Twice.RunSeeds(Seeds, async sim =>
        {
            SimulatedHost store = sim.AddHost("store", async host =>
            {
                if (host.Incarnation > 1)
                {
                    found.Add(host.Disk.ReadText("log").Replace('\0', '0'));
                    return;
                }

                using IDiskFile log = host.Disk.Open("log");
                await log.AppendAsync("a"u8.ToArray());
                await log.FlushAsync();
                await host.Disk.FlushDirectoryAsync();
                await log.AppendAsync("b"u8.ToArray());
                host.MarkStarted();
                await Task.Delay(Timeout.Infinite);
            });
            await store.Started;
            store.Crash();
            store.Restart();
            await store.Completion;
        }));
        Assert.Equal(["a", "a0", "ab"], found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_was_under_way_when_the_host_crashed_has_not_happened() =>
        AllPass(Twice.RunSeeds(Seeds, static async sim =>
        {
            SimulatedHost store = sim.AddHost("store", static async host =>
            {
                host.Disk.Unflushed = UnflushedFate.Kept;
                host.Disk.Latency = new DiskLatency { Write = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) };
                host.MarkStarted();
                using IDiskFile log = host.Disk.Open("log");
                await log.AppendAsync("a"u8.ToArray());
            });
            await store.Started;
            await Task.Delay(100);
            store.Crash();
            await Task.Delay(2_000);
            Assert.Equal("", store.Disk.ReadText("log"));
        }));

    /// <summary>Its finally blocks run while its thread unwinds, and no disk hears of them.</summary>
    [Fact]
    public void What_a_dead_program_does_while_it_unwinds_reaches_no_disk() =>
        AllPass(Twice.RunSeeds(Seeds, static async sim =>
        {
            SimulatedHost store = sim.AddHost("store", static host =>
            {
                host.Disk.WriteText("state", "running");
                host.Disk.Unflushed = UnflushedFate.Kept;
                host.MarkStarted();
                try
                {
                    new ManualResetEventSlim().Wait();
                }
                finally
                {
                    host.Disk.WriteText("state", "closed in good order");
                }

                return Task.CompletedTask;
            });
            await store.Started;
            await Task.Delay(10);
            store.Crash();
            await Task.Delay(10);
            Assert.Equal("running", store.Disk.ReadText("state"));
        }));

    [Fact]
    public void A_crash_of_its_own_is_told_before_what_it_cost()
    {
        RunResult run = Twice.Run(static async sim =>
        {
            SimulatedHost store = sim.AddHost("store", static host =>
            {
                host.Disk.Unflushed = UnflushedFate.Lost;
                host.Disk.WriteText("log", "");
                host.Crash();
                return Task.CompletedTask;
            });
            await store.Completion;
            Assert.False(store.Disk.Exists("log"));
        });
        Assert.Equal(RunOutcome.Passed, run.Outcome);
        Assert.Equal(["store crashed", "disk of store: lost in the crash: the creation of log"], run.Trace.SelectMany(static step => step.Log));
    }

    private static void AllPass(List<RunResult> runs) =>
        Assert.All(runs, static run => Assert.True(run.Outcome == RunOutcome.Passed, $"{run.Outcome}: {run.Failure?.Message} {run.Failure?.Exception}"));
}
