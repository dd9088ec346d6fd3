using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Faults;

/// <summary>Fault sites and knobs in the code under test.</summary>
public class SiteTests
{
    /// <summary>Seen to fail: each hit draws by itself, whether or not the site is active.</summary>
    [Fact]
    public void A_site_is_active_for_a_whole_run_or_not_at_all()
    {
        int[] strikes = [.. Twice.RunSeeds(100, static sim =>
        {
            sim.Faults.Require(FaultKinds.Sites);
            for (int i = 0; i < 40; i++)
            {
                sim.Fault("disk is slow");
            }

            return Task.CompletedTask;
        }).Select(static result => result.Trace.Sum(static step => step.Log.Count))];

        // Of 40 hits of an active site none strikes in one run of 100,000.
        Assert.InRange(strikes.Count(static count => count > 0), 12, 40);
        Assert.All(strikes, static count => Assert.InRange(count, 0, 25));
        Assert.InRange(strikes.Where(static count => count > 0).Average(), 7, 13);
    }

    [Fact]
    public void Code_without_a_simulation_at_hand_meets_the_same_sites()
    {
        foreach (RunResult result in Twice.RunSeeds(10, static async sim =>
        {
            sim.Faults.Require(FaultKinds.Sites | FaultKinds.Knobs);
            sim.Faults.Activation = 1;
            SimulatedHost host = sim.AddHost("program", static async _ =>
            {
                Assert.True(Sim.Faults.Strikes("always", 1));
                int batch = Sim.Faults.Knob("batch", 100, 1, 2);
                Assert.InRange(batch, 1, 2);
                Assert.Equal(batch, Sim.Faults.Knob("batch", 100, 1, 2));
                await Sim.Faults.DelayAsync("slow", TimeSpan.FromSeconds(16), 1);
            });
            await host.Completion;
            Assert.Equal(0, sim.Time.GetTimestamp() % TimeSpan.TicksPerSecond);
            Assert.InRange(sim.Time.GetTimestamp(), TimeSpan.TicksPerSecond, 16 * TimeSpan.TicksPerSecond);
        }))
        {
            Assert.Null(result.Failure);
            string[] lines = [.. result.Trace.SelectMany(static step => step.Log)];
            Assert.Equal(3, lines.Length);
            Assert.Equal(("fault: always", "fault: slow"), (lines[0], lines[2]));
            Assert.StartsWith("knob batch = ", lines[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Outside_of_a_simulation_nothing_strikes_and_nonsense_is_refused_all_the_same()
    {
        Assert.False(Sim.Faults.Strikes("always", 1));
        Assert.Equal("usual", Sim.Faults.Knob("knob", "usual", "other"));
        Assert.True(Sim.Faults.DelayAsync("slow", TimeSpan.FromDays(1), 1).IsCompletedSuccessfully);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sim.Faults.Strikes("odd", 1.5));
        Assert.Throws<ArgumentException>(() => Sim.Faults.Strikes(""));
        Assert.Throws<ArgumentException>(() => Sim.Faults.Knob("lonely", 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(static () => Sim.Faults.DelayAsync("slow", TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(static () => Sim.Faults.DelayAsync("slow", TimeSpan.FromDays(2)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(static () => Sim.Faults.DelayAsync("slow", TimeSpan.FromDays(1), double.NaN));
    }

    [Fact]
    public void A_knob_has_the_same_values_everywhere()
    {
        RunResult result = Twice.Run(static sim =>
        {
            sim.Knob("batch", 100, 1);
            ArgumentException error = Assert.Throws<ArgumentException>(() => sim.Knob("batch", 100, 1, 2));
            Assert.Contains("The knob batch had 1 other values", error.Message, StringComparison.Ordinal);
            return Task.CompletedTask;
        });
        Assert.Null(result.Failure);
    }

    [Fact]
    public void A_run_without_faults_draws_none()
    {
        RunResult plain = Twice.Run(static async sim => await Task.Delay(sim.Choose(5)));
        RunResult excluded = Twice.Run(static async sim =>
        {
            sim.Faults.Exclude(FaultKinds.All);
            sim.Faults.TimerFuzz = TimeSpan.FromSeconds(1);
            Assert.False(sim.Fault("never"));
            Assert.Equal(1, sim.Knob("never", 1, 2));
            await Task.Delay(sim.Choose(5));
        });
        Assert.Equal((plain.Departures, plain.VirtualTime), (excluded.Departures, excluded.VirtualTime));
    }

    [Fact]
    public void Late_timers_are_told_and_shrink_away()
    {
        Exploration found = Simulator.Explore(
            static async sim =>
            {
                sim.Faults.TimerFuzz = TimeSpan.FromSeconds(1);
                var slow = Task.Delay(100);
                await Task.Delay(150);
                sim.Always(slow.IsCompleted, "the shorter wait is over first");
            },
            new ExploreOptions { Runs = 1_000 });
        Assert.StartsWith("a timer fires ", Assert.Single(found.Failure!.Trace.SelectMany(static step => step.Log)), StringComparison.Ordinal);
        Assert.True(found.Failure.Departures <= 3, found.Story);
    }

    [Fact]
    public void What_was_decided_is_not_decided_otherwise()
    {
        RunResult result = Twice.Run(static sim =>
        {
            sim.Faults.Require(FaultKinds.Sites);
            sim.Faults.Require(FaultKinds.Sites | FaultKinds.Crash);
            sim.Faults.Exclude(FaultKinds.Pause);
            Assert.Contains("Pause does not exist", Assert.Throws<InvalidOperationException>(() => sim.Faults.Require(FaultKinds.Pause)).Message, StringComparison.Ordinal);
            Assert.Contains("Sites exists", Assert.Throws<InvalidOperationException>(() => sim.Faults.Exclude(FaultKinds.Sites)).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => sim.Faults.Require((FaultKinds)(1 << 30)));
            Assert.Throws<ArgumentOutOfRangeException>(() => sim.Faults.Activation = -0.1);
            Assert.Throws<ArgumentOutOfRangeException>(() => sim.Faults.TimerFuzz = TimeSpan.FromHours(2));
            Assert.Equal(FaultKinds.Sites | FaultKinds.Crash, sim.Faults.Existing);
            return Task.CompletedTask;
        });
        Assert.Null(result.Failure);
    }
}
