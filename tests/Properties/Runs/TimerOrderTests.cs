using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Runs;

public class TimerOrderTests
{
    /// <summary>A timer: of which kind, due when, made where, and whether a step passes before the next is made.</summary>
    private sealed record Alarm(bool IsDelay, int Due, int Processor, bool ThenYields);

    private static Arbitrary<Alarm[]> Alarms => Arb.From(
        Gen.ArrayOf(
            from isDelay in Gen.Elements(true, false)
            from due in Gen.Choose(1, 6)
            from processor in Gen.Choose(0, 7)
            from yields in Gen.Frequency((1, Gen.Constant(true)), (5, Gen.Constant(false)))
            select new Alarm(isDelay, due, processor, yields)).Resize(40),
        static alarms => alarms.Select((_, i) => (Alarm[])[.. alarms[..i], .. alarms[(i + 1)..]]));

    /// <remarks>Mutation: seen to fail when the runtime's list was read as it stands, newest first; and when the queues of the processors were not pointed at one.</remarks>
    [Fact]
    public void Timers_fire_by_deadline_and_then_as_they_were_made_on_whatever_processor() =>
        Holds.ForAll(Alarms, static alarms =>
        {
            List<int> fired = [];
            RunResult run = Simulator.Run(_ => Make(alarms, fired), new RunOptions { Strategy = "fifo" });

            AssertPassed(run);
            Assert.Equal(Enumerable.Range(0, alarms.Length).OrderBy(i => alarms[i].Due), fired);
        }, cases: 150);

    /// <remarks>Mutation: seen to fail when a timer that is let fire before ready work did not wait for its deadline.</remarks>
    [Fact]
    public void Under_every_strategy_every_timer_fires_once_and_none_before_its_deadline() =>
        Holds.ForAll(Arb.From(from alarms in Alarms.Generator from seed in Case.Seeds from strategy in Case.Strategies select (alarms, seed, strategy)), static @case =>
        {
            List<int> fired = [];
            RunResult run = Simulator.Run(sim => Make(@case.alarms, fired, sim), new RunOptions { Seed = @case.seed, Strategy = @case.strategy });

            AssertPassed(run);
            Assert.Equal(Enumerable.Range(0, @case.alarms.Length), fired.Order());
        });

    /// <remarks>Mutation: seen to fail when a timer counted as held whichever entry held it.</remarks>
    [Fact]
    public void A_timer_that_is_set_again_counts_from_then_on() =>
        Holds.ForAll(Gen.Shuffle(Enumerable.Range(0, 12)).ToArbitrary(), static order =>
        {
            List<int> fired = [];
            RunResult run = Simulator.Run(_ => SetAgain(order, fired), new RunOptions { Strategy = "fifo" });

            AssertPassed(run);
            Assert.Equal(order, fired);
        });

    private static void AssertPassed(RunResult run) =>
        Assert.True(run.Outcome == RunOutcome.Passed, $"{run.Outcome}: {run.Failure?.Message} {string.Join("; ", run.Escapes)}");

    private static async Task Make(Alarm[] alarms, List<int> fired, Simulation? sim = null)
    {
        var timers = new List<Timer>();
        var last = new TaskCompletionSource();
        for (int i = 0; i < alarms.Length; i++)
        {
            int number = i;
            long deadline = (sim?.Time.GetTimestamp() ?? 0) + (alarms[i].Due * TimeSpan.TicksPerMillisecond);
            MakeOn(alarms[i], timers, () => Fire(number, deadline));
            if (alarms[i].ThenYields)
            {
                await Task.Yield();
            }
        }

        await (alarms.Length == 0 ? Task.CompletedTask : last.Task);
        timers.ForEach(static timer => timer.Dispose());

        void Fire(int number, long deadline)
        {
            sim?.Always(sim.Time.GetTimestamp() >= deadline, "a timer fires at its deadline or later");
            fired.Add(number);
            if (fired.Count == alarms.Length)
            {
                last.SetResult();
            }
        }
    }

    private static void MakeOn(Alarm alarm, List<Timer> timers, Action fire)
    {
        using var affinity = new Affinity();
        affinity.MoveTo(alarm.Processor);
        if (alarm.IsDelay)
        {
            // Not awaited: where a continuation is posted to a context, it runs a step after the timer.
            Task.Delay(alarm.Due).ContinueWith(_ => fire(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        else
        {
            timers.Add(new Timer(_ => fire(), null, alarm.Due, Timeout.Infinite));
        }
    }

    /// <summary>Makes timers that would fire sooner or later, and in a later step sets them all to one deadline, in the order given.</summary>
    private static async Task SetAgain(int[] order, List<int> fired)
    {
        Timer[] timers = [.. order.Order().Select(number => new Timer(_ => fired.Add(number), null, 1 + (number % 9), Timeout.Infinite))];
        await Task.Yield();
        foreach (int number in order)
        {
            timers[number].Change(5, Timeout.Infinite);
        }

        await Task.Delay(100);
        Array.ForEach(timers, static timer => timer.Dispose());
    }
}
