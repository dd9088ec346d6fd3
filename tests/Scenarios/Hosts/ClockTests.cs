using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Hosts;

/// <summary>Clocks that are off, jump and drift, as the host's own code sees them.</summary>
[SuppressMessage("Usage", "MA0040:Forward the CancellationToken", Justification = "What a host does without one is the subject.")]
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The process's clocks inside a host are the subject.")]
public class ClockTests
{
    private static readonly DateTimeOffset s_start = new RunOptions().StartTime;

    /// <summary>Seen to fail: a step shows the clock of the host that ran before.</summary>
    [Fact]
    public void A_wall_clock_that_is_off_shows_to_the_host_alone()
    {
        foreach (RunResult result in Twice.RunSeeds(10, static async sim =>
        {
            SimulatedHost ahead = sim.AddHost("ahead", host => Tell(sim, host, TimeSpan.FromMinutes(5)));
            SimulatedHost behind = sim.AddHost("behind", host => Tell(sim, host, TimeSpan.FromMinutes(-5)));
            SimulatedHost right = sim.AddHost("right", host => Tell(sim, host, TimeSpan.Zero));
            ahead.Clock.Skew = TimeSpan.FromMinutes(5);
            behind.Clock.Skew = TimeSpan.FromMinutes(-5);
            await Task.WhenAll(ahead.Completion, behind.Completion, right.Completion);
            Assert.Equal(sim.Time.GetUtcNow().UtcDateTime, DateTime.UtcNow);
        }))
        {
            Assert.Null(result.Failure);
            Assert.Equal(1, result.Trace.Count(static step => step.Log.Contains("the clock of ahead is set 300 s ahead")));
        }

        static async Task Tell(Simulation sim, SimulatedHost host, TimeSpan skew)
        {
            for (int i = 0; i < 5; i++)
            {
                await Task.Delay(10);
                DateTimeOffset expected = sim.Time.GetUtcNow() + skew;
                Assert.Equal((expected, expected.UtcDateTime), (host.Time.GetUtcNow(), DateTime.UtcNow));
                Assert.Equal(sim.Time.GetTimestamp(), host.Time.GetTimestamp());
            }
        }
    }

    /// <summary>Seen to fail: timers go by the world's clock.</summary>
    [Theory]
    [InlineData(0.25, 80)]
    [InlineData(-0.2, 125)]
    public void Timers_stopwatches_and_blocking_waits_follow_a_clock_that_drifts(double drift, int milliseconds)
    {
        foreach (RunResult result in Twice.RunSeeds(10, async sim =>
        {
            SimulatedHost host = sim.AddHost("drifts", async host =>
            {
                host.Clock.Drift = drift;
                long start = Stopwatch.GetTimestamp();
                await Task.Delay(100);
                Assert.Equal(TimeSpan.FromMilliseconds(100), Stopwatch.GetElapsedTime(start));
                using var gate = new SemaphoreSlim(0);
                Assert.False(await Task.Run(() => gate.Wait(100)));
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
                await timer.WaitForNextTickAsync();
                await timer.WaitForNextTickAsync();
                Assert.Equal(TimeSpan.FromMilliseconds(400), Stopwatch.GetElapsedTime(start));
                Assert.Equal(s_start.AddMilliseconds(400).UtcDateTime, DateTime.UtcNow);
                Assert.Equal(s_start.AddMilliseconds(400), host.Time.GetUtcNow());
            });
            await host.Completion;
            Assert.Equal(4 * milliseconds * TimeSpan.TicksPerMillisecond, sim.Time.GetTimestamp());
            Assert.Equal(TimeSpan.FromMilliseconds(400 - (4 * milliseconds)), host.Clock.Skew);
            host.Clock.Correct();
            Assert.Equal((TimeSpan.Zero, 0.0), (host.Clock.Skew, host.Clock.Drift));
        }))
        {
            Assert.Null(result.Failure);
        }
    }

    [Fact]
    public void A_jump_moves_the_wall_clock_and_no_timer()
    {
        foreach (RunResult result in Twice.RunSeeds(10, static async sim =>
        {
            SimulatedHost host = sim.AddHost("jumps", static async host =>
            {
                Task wait = Task.Delay(1_000);
                host.Clock.Jump(TimeSpan.FromHours(1));
                host.Clock.Jump(TimeSpan.FromHours(-3));
                Assert.Equal(s_start.AddHours(-2).UtcDateTime, DateTime.UtcNow);
                await wait;
                Assert.Equal(s_start.AddHours(-2).AddSeconds(1).UtcDateTime, DateTime.UtcNow);
                await Task.Delay(Timeout.Infinite);
            });
            await Task.Delay(2_000);
            host.Crash();
            host.Restart();
            Assert.Equal(TimeSpan.FromHours(-2), host.Clock.Skew);
            await Task.Delay(2_000);
        }))
        {
            Assert.Contains("jumps by 3600 s", string.Join('\n', result.Trace.SelectMany(static step => step.Log)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Clocks_beyond_belief_are_refused()
    {
        RunResult result = Twice.Run(static sim =>
        {
            HostClock clock = sim.AddHost("shop", static _ => Task.CompletedTask).Clock;
            Assert.Throws<ArgumentOutOfRangeException>(() => clock.Skew = TimeSpan.FromDays(3_651));
            Assert.Throws<ArgumentOutOfRangeException>(() => clock.Skew = TimeSpan.MinValue);
            Assert.Throws<ArgumentOutOfRangeException>(() => clock.Drift = double.NaN);
            Assert.Throws<ArgumentOutOfRangeException>(() => clock.Drift = 0.6);
            clock.Jump(TimeSpan.FromDays(3_000));
            Assert.Throws<ArgumentOutOfRangeException>(() => clock.Jump(TimeSpan.FromDays(1_000)));
            Assert.Equal(TimeSpan.FromDays(3_000), clock.Skew);
            return Task.CompletedTask;
        });
        Assert.Null(result.Failure);
    }
}
