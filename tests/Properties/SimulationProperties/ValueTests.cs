using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Sim.Gauntlet.Programs.Services;

namespace Sim.Properties.SimulationProperties;

/// <summary>Schedules, faults, latencies and hosts as values of FsCheck's own properties.</summary>
public class ValueTests
{
    private static readonly IArbMap s_map = ArbMap.Default.Merge(typeof(SimulationArbitraries));

    /// <remarks>Seen to fail: departures were not taken back in groups.</remarks>
    [Fact]
    public void FsChecks_own_shrinking_reaches_the_smallest_schedule_and_no_update_too_many()
    {
        Arbitrary<PositiveInt[]> updates = s_map.ArbFor<PositiveInt[]>();
        (PositiveInt[] Updates, Schedule Schedule)? last = null;
        Property property = Prop.ForAll(updates, s_map.ArbFor<Schedule>(), (counts, schedule) =>
        {
            RunResult run = schedule.Run(sim => Staggered(sim, [.. counts.Select(static count => Math.Min(count.Get, 3))]));
            last = run.Failure is null ? last : (counts, schedule);
            return run.Failure is null;
        });

        Assert.ThrowsAny<Exception>(() => Check.One(Config.QuickThrowOnFailure.WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(5, 7), FSharpOption<int>.None))), property));

        Assert.InRange(last!.Value.Updates.Length, 2, 3);
        Assert.All(last.Value.Updates, static count => Assert.Equal(1, count.Get));
        Assert.Equal(1, last.Value.Schedule.Departures);
        Assert.Equal(1, last.Value.Schedule.Choices[^1]);
    }

    [Fact]
    public void A_schedule_that_fails_is_thrown_with_a_token_that_replays()
    {
        var schedule = new Schedule([]);

        SimulationFailedException failed = Assert.Throws<SimulationFailedException>(() => schedule.Check(Gauntlet));

        Assert.Equal(failed.Result.Fingerprint, Simulator.Replay(failed.Result.Token, Gauntlet).Fingerprint);
    }

    [Fact]
    public void Schedules_are_equal_by_what_they_choose()
    {
        Assert.Equal(new Schedule([0, 2, 0]), new Schedule([0, 2]));
        Assert.Equal(new Schedule([0, 2, 0]).GetHashCode(), new Schedule([0, 2]).GetHashCode());
        Assert.NotEqual(new Schedule([2]), new Schedule([0, 2]));
        Assert.Equal("draw 1: 2", new Schedule([0, 2]).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Schedule([-1]));
    }

    /// <remarks>Seen to fail: departures were not taken back in groups.</remarks>
    [Fact]
    public void Whatever_is_shrunk_comes_to_an_end_at_the_least()
    {
        AssertLeast(SimulationArbitraries.Schedules(), static least => least.Departures == 0);
        AssertLeast(SimulationArbitraries.Faults(), static least => least.Faults.Count == 0);
        AssertLeast(SimulationArbitraries.Latencies(), static least => least is { Min.Ticks: 0, Max.Ticks: 0 });
        AssertLeast(SimulationArbitraries.Links(), static least => least is { Loss: 0, Reordering: 0, Duplication: 0, Latency.Max.Ticks: 0 });
        AssertLeast(SimulationArbitraries.Hosts(), static least => least.Skews is [{ Ticks: 0 }]);
    }

    /// <summary>A counter on a host that keeps it in memory alone: a crash, and nothing less, loses it.</summary>
    /// <remarks>Seen to fail: a fault shrank to one that lasts no time.</remarks>
    [Fact]
    public void Faults_shrink_with_the_property_to_the_one_that_matters()
    {
        PropertyReport found = SimulationProperty.Check<FaultPlan, PlannedHosts>(Remember, new PropertyOptions { Inputs = 60, Schedules = 2 });

        FaultPlan plan = Assert.IsType<FaultPlan>(found.Input![0]);
        PlannedFault fault = Assert.Single(plan.Faults);
        Assert.Equal((PlannedFaultKind.Crash, 0, TimeSpan.FromMilliseconds(1)), (fault.Kind, fault.Host, fault.For));
        Assert.InRange(fault.At, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(101));
        Assert.Equal("1 host", found.Input[1]!.ToString());
    }

    [Fact]
    public void Links_shrink_with_the_property_to_the_latency_that_matters()
    {
        PropertyReport found = SimulationProperty.Check<PlannedLink>(AnswerInTime, new PropertyOptions { Inputs = 50, Schedules = 2 });

        PlannedLink link = Assert.IsType<PlannedLink>(Assert.Single(found.Input!));
        Assert.Equal((0, 0, 0), (link.Loss, link.Reordering, link.Duplication));
        Assert.Equal(TimeSpan.FromMilliseconds(21), link.Latency.Max);
    }

    private static Task Gauntlet(Simulation sim) => new LostCounterUpdate(sim, isFixed: false).RunAsync();

    private static async Task Staggered(Simulation sim, int[] updates)
    {
        int counter = 0;
        await Task.WhenAll(updates.Select((count, client) => Task.Run(async () =>
        {
            for (int turn = 0; turn < client; turn++)
            {
                await Task.Yield();
            }

            for (int update = 0; update < count; update++)
            {
                int read = counter;
                await Task.Yield();
                counter = read + 1;
            }
        })));
        sim.Always(counter == updates.Sum(), "no update is lost");
    }

    private static async Task Remember(Simulation sim, FaultPlan plan, PlannedHosts planned)
    {
        Dictionary<string, int> memory = [];
        IReadOnlyList<SimulatedHost> hosts = planned.AddTo(sim, async (host, _) =>
        {
            memory[host.Name] = 0;
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            memory[host.Name] = 1;
            await Task.Delay(Timeout.Infinite, host.Stopping).ContinueWith(static _ => { }, TaskScheduler.Default);
        });
        Task struck = plan.StrikeAsync(sim, hosts);
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        await Task.Yield();
        await struck;
        sim.Always(hosts.All(static host => host.Incarnation == 1) || plan.Faults.All(static fault => fault.At < TimeSpan.FromMilliseconds(100)), "nothing is forgotten");
    }

    private static async Task AnswerInTime(Simulation sim, PlannedLink link)
    {
        sim.Network.Links = link.Options;
        SimulatedHost server = sim.AddHost("server", async host =>
        {
            using SimulatedDatagramSocket socket = sim.Network.BindDatagram(7);
            host.MarkStarted();
            await socket.ReceiveAsync(new byte[1]);
            sim.Always(sim.Time.GetUtcNow() - DateTimeOffset.UnixEpoch.AddYears(30) <= TimeSpan.FromMilliseconds(20), "asked within 20 ms");
        });
        await server.Started;
        using SimulatedDatagramSocket client = sim.Network.BindDatagram();
        await client.SendAsync(new byte[] { 1 }, "server", 7);
        await Task.Delay(TimeSpan.FromSeconds(1));
    }

    private static void AssertLeast<T>(Arbitrary<T> values, Func<T, bool> isLeast)
    {
        foreach (T value in values.Generator.Sample(30, new Rnd(3), 50))
        {
            T least = value;
            for (int steps = 0; values.Shrinker(least).Any(); steps++)
            {
                Assert.True(steps < 10_000, $"{value} never comes to an end.");
                Assert.DoesNotContain(least, values.Shrinker(least));
                T[] smaller = [.. values.Shrinker(least)];
                least = smaller[steps * 7 % smaller.Length];
            }

            Assert.True(isLeast(least), $"{value} ends at {least}.");
        }
    }
}
