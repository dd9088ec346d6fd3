using System.Diagnostics.CodeAnalysis;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Faults;

/// <summary>Trouble for a while, then calm.</summary>
[SuppressMessage("Usage", "MA0040:Forward the CancellationToken", Justification = "What a host does without one is the subject.")]
public class TroubleTests
{
    private const FaultKinds OfHosts = FaultKinds.Crash | FaultKinds.Pause | FaultKinds.ClockJump | FaultKinds.ClockDrift;

    /// <summary>Seen to fail: hosts that crashed are not started again; clocks are not corrected; too many are out of order at once.</summary>
    [Fact]
    public void After_trouble_comes_calm_in_which_all_is_well()
    {
        int[] kinds = new int[8];
        foreach (RunResult result in Twice.RunSeeds(20, async sim =>
        {
            sim.Faults.Require(OfHosts);
            SimulatedHost[] hosts = [.. Enumerable.Range(1, 5).Select(i => sim.AddHost($"h{i}", Beat))];
            var watch = new Timer(_ => sim.Always(hosts.Count(static host => !host.IsRunning) <= 2, "a majority is up"), null, 10, 10);
            TroubleReport report = await sim.Trouble(TimeSpan.FromSeconds(20), new TroubleOptions { Kinds = OfHosts });
            Assert.InRange(TimeSpan.FromTicks(sim.Time.GetTimestamp()), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20.02));
            Assert.All(hosts, static host => Assert.True(host.IsRunning));
            Assert.All(hosts, static host => Assert.Equal((TimeSpan.Zero, 0.0), (host.Clock.Skew, host.Clock.Drift)));
            Assert.Equal(report.CountOf(FaultKinds.Crash), hosts.Sum(static host => host.Incarnation - 1));
            Assert.Equal(report.Count, report.CountOf(FaultKinds.All));
            kinds[0] += report.CountOf(FaultKinds.Crash);
            kinds[1] += report.CountOf(FaultKinds.Pause);
            kinds[2] += report.CountOf(FaultKinds.ClockJump);
            kinds[3] += report.CountOf(FaultKinds.ClockDrift);
            long calm = sim.Time.GetTimestamp();
            await sim.Eventually(() => sim.Time.GetTimestamp() - calm > TimeSpan.TicksPerSecond, TimeSpan.FromSeconds(2));
            await watch.DisposeAsync();
        }))
        {
            Assert.Null(result.Failure);
            string[] lines = [.. result.Trace.SelectMany(static step => step.Log)];
            Assert.Equal(lines.Count(static line => line.EndsWith(" crashed", StringComparison.Ordinal)), lines.Count(static line => line.EndsWith(" starts again", StringComparison.Ordinal)));
            Assert.Single(lines, static line => line.StartsWith("calm, after ", StringComparison.Ordinal));
        }

        // 20 seeds, twice, 20 seconds, a fault a second: some 800 in all, by weights from 1 to 4 that each run draws.
        Assert.All(kinds.Take(4), static count => Assert.InRange(count, 80, 400));
    }

    [Fact]
    public void Which_kinds_exist_differs_from_run_to_run()
    {
        HashSet<FaultKinds> seen = [];
        Twice.RunSeeds(60, async sim =>
        {
            sim.AddHost("one", Beat);
            await sim.Trouble(TimeSpan.FromMilliseconds(1));
            seen.Add(sim.Faults.Existing);
        });

        // Eleven kinds, each in half of the runs: 2,048 sets.
        Assert.InRange(seen.Count, 50, 60);
    }

    /// <summary>Seen to fail: a draw of a trouble that is not 0 for "nothing".</summary>
    [Fact]
    public void A_failure_that_needs_one_crash_shrinks_to_one_crash()
    {
        Exploration found = Simulator.Explore(
            static async sim =>
            {
                int counter = 0;
                sim.AddHost("counter", async host =>
                {
                    counter = 0;
                    while (true)
                    {
                        await Task.Delay(500);
                        counter++;
                    }
                });
                await sim.Trouble(TimeSpan.FromSeconds(10));
                sim.Always(counter >= 18, "nothing that was counted is lost");
            },
            new ExploreOptions { Runs = 1_000 });
        string[] lines = [.. found.Failure!.Trace.SelectMany(static step => step.Log)];
        Assert.Equal(["counter crashed", "counter starts again", "calm, after 1 faults"], lines);
        Assert.Contains("fault", found.Story, StringComparison.Ordinal);
    }

    [Fact]
    public void Trouble_keeps_to_the_hosts_and_kinds_it_was_given()
    {
        foreach (RunResult result in Twice.RunSeeds(5, static async sim =>
        {
            sim.Faults.Require(OfHosts);
            SimulatedHost spared = sim.AddHost("spared", Beat);
            SimulatedHost hit = sim.AddHost("hit", Beat);
            TroubleReport report = await sim.Trouble(TimeSpan.FromSeconds(30), new TroubleOptions { Hosts = [hit], Kinds = FaultKinds.Crash | FaultKinds.ClockJump });
            Assert.Equal(report.Count, report.CountOf(FaultKinds.Crash | FaultKinds.ClockJump));
            Assert.Equal(1, spared.Incarnation);
            int before = hit.Incarnation;
            TroubleReport none = await sim.Trouble(TimeSpan.FromSeconds(30), new TroubleOptions { MostDown = 0, Kinds = FaultKinds.Crash | FaultKinds.Pause });
            Assert.Equal((0, before), (none.Count, hit.Incarnation));
        }))
        {
            Assert.Null(result.Failure);
            Assert.DoesNotContain(result.Trace.SelectMany(static step => step.Log), static line => line.Contains("spared", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Trouble_that_makes_no_sense_is_refused()
    {
        RunResult result = Twice.Run(static async sim =>
        {
            Check(TimeSpan.Zero, new TroubleOptions());
            Check(TimeSpan.FromDays(2), new TroubleOptions());
            Check(TimeSpan.FromSeconds(1), new TroubleOptions { Interval = TimeSpan.FromMilliseconds(9) });
            Check(TimeSpan.FromSeconds(1), new TroubleOptions { Shortest = TimeSpan.Zero });
            Check(TimeSpan.FromSeconds(1), new TroubleOptions { Longest = TimeSpan.FromMilliseconds(10) });
            Check(TimeSpan.FromSeconds(1), new TroubleOptions { MostJump = TimeSpan.FromDays(-1) });
            Check(TimeSpan.FromSeconds(1), new TroubleOptions { MostDown = -1 });
            Check(TimeSpan.FromSeconds(1), new TroubleOptions { MostDrift = double.NaN });
            Check(TimeSpan.FromSeconds(1), new TroubleOptions { MostRate = 1.5 });
            Check(TimeSpan.FromSeconds(1), new TroubleOptions { MostDelay = TimeSpan.FromHours(2) });
            Check(TimeSpan.FromSeconds(1), new TroubleOptions { Kinds = (FaultKinds)(1 << 30) });
            SimulatedHost host = sim.AddHost("maker", async _ => await Assert.ThrowsAsync<InvalidOperationException>(() => sim.Trouble(TimeSpan.FromSeconds(1))));
            await host.Completion;

            void Check(TimeSpan duration, TroubleOptions options) => Assert.Throws<ArgumentOutOfRangeException>(() => { _ = sim.Trouble(duration, options); });
        });
        Assert.Null(result.Failure);
    }

    private static async Task Beat(SimulatedHost host)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(host.Stopping))
        {
        }
    }
}
