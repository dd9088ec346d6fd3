using System.Diagnostics;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Simulators;

/// <summary>The clocks of the process, which code reads without asking for a time provider.</summary>
public class ProcessClockTests
{
    private const long UptimeMilliseconds = 86_400_000;

    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(1_234_567);

    private static Reading Now => new(DateTime.UtcNow, Stopwatch.GetTimestamp(), Environment.TickCount64);

    [Fact]
    public void They_tell_the_time_of_the_simulation_inside_steps() => Passes(
        static async sim =>
        {
            Assert.Equal(After(TimeSpan.Zero, sim), Now);
            await Task.Delay(s_delay);
            Assert.Equal(After(s_delay, sim), Now);
        });

    [Fact]
    public void They_stand_still_however_long_a_step_takes() => Passes(static sim =>
    {
        Reading before = Now;
        Thread.SpinWait(1_000_000);
        Assert.Equal(before, Now);
        return Task.CompletedTask;
    });

    [Fact]
    public void A_step_that_blocked_tells_the_time_at_which_it_goes_on() => Passes(static sim =>
    {
        using SemaphoreSlim never = new(0);
        Assert.False(never.Wait(s_delay));
        Assert.Equal(After(s_delay, sim), Now);
        return Task.CompletedTask;
    });

    [Fact]
    public void A_simulation_may_begin_before_1970() => Passes(
        static async sim =>
        {
            await Task.Delay(s_delay);
            Assert.Equal(After(s_delay, sim), Now);
        },
        new RunOptions { StartTime = new DateTimeOffset(1969, 7, 20, 20, 17, 40, 123, TimeSpan.Zero).AddTicks(4567) });

    [Fact]
    public void They_are_real_on_a_thread_that_runs_no_step()
    {
        bool asked = false;
        Reading? told = null;
        Thread other = new(() =>
        {
            SpinUntil(() => Volatile.Read(ref asked));
            Volatile.Write(ref told, Now);
        });
        other.Start();
        Reading before = Now;
        RunResult result = Simulator.Run(_ =>
        {
            Volatile.Write(ref asked, true);
            SpinUntil(() => Volatile.Read(ref told) is not null);
            return Task.CompletedTask;
        });
        other.Join();
        Assert.Equal(RunOutcome.Passed, result.Outcome);
        AssertOrder(before, told!);
        AssertOrder(told!, Now);
    }

    /// <summary>No wait that the simulation sees: it would take one for a wait for something outside.</summary>
    private static void SpinUntil(Func<bool> done)
    {
        while (!done())
        {
            Thread.Yield();
        }
    }

    private static void AssertOrder(Reading earlier, Reading later)
    {
        Assert.InRange(later.Wall - earlier.Wall, TimeSpan.FromHours(-1), TimeSpan.FromHours(1));
        Assert.InRange(later.Fine - earlier.Fine, 0, Stopwatch.Frequency * 3_600);
        Assert.InRange(later.Coarse - earlier.Coarse, 0, 3_600_000);
    }

    private static Reading After(TimeSpan passed, Simulation sim)
    {
        double uptime = UptimeMilliseconds + passed.TotalMilliseconds;
        return new(sim.Time.GetUtcNow().UtcDateTime, (long)uptime * (Stopwatch.Frequency / 1_000), (long)uptime);
    }

    private static void Passes(Func<Simulation, Task> body, RunOptions? options = null)
    {
        RunResult result = Twice.Run(body, options);
        Assert.True(result.Outcome == RunOutcome.Passed, result.Failure?.ToString());
    }

    private sealed record Reading(DateTime Wall, long Fine, long Coarse);
}
