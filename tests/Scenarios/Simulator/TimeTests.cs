using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Simulators;

public class TimeTests
{
    private static void Passes(Func<Simulation, Task> body, RunOptions? options = null)
    {
        RunResult result = Twice.Run(body, options);
        Assert.True(result.Outcome == RunOutcome.Passed, result.Failure?.ToString());
    }

    [Fact]
    public void Time_begins_in_the_year_2000_unless_told_otherwise()
    {
        DateTimeOffset start = new(2030, 5, 6, 7, 8, 9, TimeSpan.FromHours(2));
        Passes(static sim =>
        {
            Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), sim.Time.GetUtcNow());
            return Task.CompletedTask;
        });
        Passes(
            sim =>
            {
                Assert.Equal(start, sim.Time.GetUtcNow());
                return Task.CompletedTask;
            },
            new RunOptions { StartTime = start });
    }

    [Fact]
    public void Time_passes_by_delays_alone() => Passes(static async sim =>
    {
        long begin = sim.Time.GetTimestamp();
        DateTimeOffset before = sim.Time.GetUtcNow();
        await Task.Yield();
        Assert.Equal(before, sim.Time.GetUtcNow());
        await Task.Delay(TimeSpan.FromHours(30));
        Assert.Equal(TimeSpan.FromHours(30), sim.Time.GetElapsedTime(begin));
        Assert.Equal(before.AddHours(30), sim.Time.GetUtcNow());
        Assert.Equal(TimeZoneInfo.Utc, sim.Time.LocalTimeZone);
    });

    [Fact]
    public void Its_timers_and_those_of_the_runtime_keep_one_time() => Passes(static async sim =>
    {
        List<string> fired = [];
        await using ITimer own = sim.Time.CreateTimer(_ => fired.Add("own"), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));
        using Timer other = new(_ => fired.Add("other"), null, 150, Timeout.Infinite);
        await Task.Delay(TimeSpan.FromMilliseconds(250), sim.Time);
        Assert.Equal("own other own", string.Join(' ', fired));
    });

    [Fact]
    public void A_blocking_wait_with_a_timeout_takes_virtual_time() => Passes(static sim =>
    {
        long begin = sim.Time.GetTimestamp();
        using SemaphoreSlim never = new(0);
        Assert.False(never.Wait(TimeSpan.FromHours(1)));
        Assert.InRange(sim.Time.GetElapsedTime(begin), TimeSpan.FromHours(1), TimeSpan.FromHours(1.01));
        return Task.CompletedTask;
    });

    [Fact]
    public void Work_may_come_up_to_ten_milliseconds_late_and_no_more()
    {
        // A yield that competes with a timer 10 ms ahead may lose; with one 11 ms ahead it never does.
        static Func<Simulation, Task> Body(int delay, HashSet<string> seen) => async sim =>
        {
            string order = "";
            Task timer = Task.Run(async () =>
            {
                await Task.Delay(delay);
                order += "t";
            });
            for (int i = 0; i < 3; i++)
            {
                await Task.Yield();
                order += "y";
            }

            await timer;
            sim.Log(order);
            seen.Add(order);
        };
        HashSet<string> near = [];
        HashSet<string> far = [];
        Twice.RunSeeds(60, Body(10, near));
        Twice.RunSeeds(60, Body(11, far));
        Assert.Contains(near, static order => order != "yyyt");
        Assert.Equal(["yyyt"], far);
    }
}
