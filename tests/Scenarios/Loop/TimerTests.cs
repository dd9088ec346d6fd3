using System.Diagnostics;

namespace Sim.Scenarios.Loop;

public class TimerTests
{
    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    [Theory]
    [BothArms]
    public void Timers_fire_by_deadline(Arm arm)
    {
        using TestLoop it = new(arm);
        long start = it.Loop.Time;
        it.Loop.CallAt(start + Ms(6).Ticks, it.Writes("c"));
        it.Loop.CallAt(start + Ms(2).Ticks, it.Writes("a"));
        it.Loop.CallAt(start + Ms(4).Ticks, it.Writes("b"));
        it.RunFor(8);
        Assert.Equal("a b c", it.Log);
    }

    [Theory]
    [BothArms]
    public void Equal_deadlines_fire_in_the_order_of_scheduling(Arm arm)
    {
        using TestLoop it = new(arm);
        long when = it.Loop.Time + TimeSpan.TicksPerMillisecond;
        foreach (string text in (string[])["a", "b", "c", "d", "e"])
        {
            it.Loop.CallAt(when, it.Writes(text));
        }

        it.RunFor(3);
        Assert.Equal("a b c d e", it.Log);
    }

    [Theory]
    [BothArms]
    public void Overdue_timers_go_by_deadline_not_by_registration(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallLater(TimeSpan.FromSeconds(-1), it.Writes("a"));
        it.Loop.CallLater(TimeSpan.FromSeconds(-2), it.Writes("b"));
        it.Tick();
        Assert.Equal("b a", it.Log);
    }

    [Theory]
    [BothArms]
    public void The_most_overdue_timer_there_is_does_not_keep_the_loop_waiting(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallLater(TimeSpan.MinValue, it.Writes("a"));
        it.Loop.CallAt(long.MinValue, () =>
        {
            it.Write("b");
            it.Loop.Stop();
        });
        it.RunGuarded();
        Assert.Equal("b a", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_timer_without_delay_waits_behind_what_is_ready(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallLater(TimeSpan.Zero, it.Writes("timer"));
        it.Soon("a", "b");
        it.Tick();
        Assert.Equal("a b timer", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_timer_is_never_early(Arm arm)
    {
        using TestLoop it = new(arm);
        long firedAt = 0;
        TimerHandle timer = it.Loop.CallAt(it.Loop.Time + (3 * TimeSpan.TicksPerMillisecond), () =>
        {
            firedAt = it.Loop.Time;
            it.Loop.Stop();
        });
        it.RunGuarded();
        Assert.InRange(firedAt, timer.When, long.MaxValue);
    }

    [Fact]
    public void The_loop_polls_until_the_next_timer_that_is_still_alive()
    {
        using TestLoop it = new();
        it.Loop.CallLater(Ms(5), it.Writes("dead")).Cancel();
        it.Loop.CallLater(Ms(9), it.Loop.Stop);
        it.Loop.RunForever();
        Assert.Equal([9 * TimeSpan.TicksPerMillisecond], it.Selector!.Timeouts);
        Assert.Equal("", it.Log);
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-4)]
    [InlineData(1e-7)]
    [InlineData(1e-10)]
    public void A_tiny_delay_takes_few_looks_at_the_clock(double seconds)
    {
        // A tick looks at the clock at most three times; a loop that spins through a delay would look thousands of times.
        var clock = new CountingClock();
        using var loop = new EventLoop(new EventLoopOptions { Clock = clock });
        loop.CallLater(TimeSpan.FromSeconds(seconds), loop.Stop);
        loop.RunForever();
        Assert.InRange(clock.Looks, 1, 60);
    }

    [Theory]
    [BothArms]
    public void A_canceled_timer_does_not_fire_and_a_second_cancel_says_no(Arm arm)
    {
        using TestLoop it = new(arm);
        TimerHandle doomed = it.Loop.CallLater(Ms(1), it.Writes("dead"));
        it.Loop.CallLater(Ms(1), it.Writes("alive"));
        Assert.Equal(2, it.Loop.TimerCount);
        Assert.True(doomed.Cancel());
        Assert.False(doomed.Cancel());
        Assert.Equal(1, it.Loop.TimerCount);
        it.RunFor(3);
        Assert.Equal("alive", it.Log);
        Assert.False(doomed.Cancel());
    }

    [Theory]
    [BothArms]
    public void A_timer_that_is_due_can_be_canceled_until_it_runs(Arm arm)
    {
        using TestLoop it = new(arm);
        TimerHandle doomed = default;
        it.Loop.CallAt(it.Loop.Time, () => it.Write($"{it.Loop.TimerCount} {doomed.Cancel()} {doomed.Cancel()}"));
        doomed = it.Loop.CallAt(it.Loop.Time, it.Writes("dead"));
        it.Loop.CallAt(it.Loop.Time, it.Writes("alive"));
        it.Tick();
        Assert.Equal("0 True False alive", it.Log);
    }

    [Fact]
    public void A_canceled_timers_place_can_be_taken_by_another_without_harm()
    {
        using TestLoop it = new();
        TimerHandle old = it.Loop.CallLater(Ms(1), it.Writes("old"));
        old.Cancel();
        it.Loop.CallLater(Ms(1), it.Writes("new"));
        Assert.False(old.Cancel());
        it.RunFor(2);
        Assert.Equal("new", it.Log);
    }

    [Fact]
    public void Timers_by_the_thousand_most_of_them_canceled_keep_their_order()
    {
        using TestLoop it = new();
        var random = new Random(5);
        var kept = new List<(long When, int Number)>();
        var fired = new List<int>();
        for (int i = 0; i < 5_000; i++)
        {
            int number = i;
            long when = it.Loop.Time + random.Next(1_000);
            TimerHandle timer = it.Loop.CallAt(when, () => fired.Add(number));
            if (random.Next(10) > 0)
            {
                Assert.True(timer.Cancel());
            }
            else
            {
                kept.Add((when, number));
            }
        }

        Assert.Equal(kept.Count, it.Loop.TimerCount);
        it.RunFor(1);
        Assert.Equal(kept.Order().Select(static timer => timer.Number), fired);
    }

    [Theory]
    [BothArms]
    public void A_delay_beyond_the_clock_is_refused(Arm arm)
    {
        using TestLoop it = new(arm);
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => it.Loop.CallLater(TimeSpan.MaxValue, it.Writes("never")));
        Assert.Equal("delay", refused.ParamName);
        Assert.Contains("use a shorter delay", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, it.Loop.TimerCount);
    }

    [Fact]
    public void The_next_timer_can_be_looked_at_and_void_ones_canceled_together()
    {
        using TestLoop it = new();
        Assert.False(it.Loop.TryPeekTimer(out TimerHandle none, out _, out _));
        Assert.Equal(default, none);

        it.Loop.CallAt(3_000, state => it.Write($"{state}"), "later", tag: 1);
        TimerHandle soon = it.Loop.CallAt(2_000, state => it.Write($"{state}"), "soon", tag: 2);
        Assert.True(it.Loop.TryPeekTimer(out TimerHandle next, out object? state, out long tag));
        Assert.Equal((soon, "soon", 2L, 2_000L), (next, state, tag, next.When));

        Assert.Equal(1, it.Loop.CancelTimers(static (_, number) => number == 2));
        it.RunFor(1);
        Assert.Equal("later", it.Log);
    }

    private sealed class CountingClock : IClock
    {
        private readonly long _origin = Stopwatch.GetTimestamp();

        public int Looks { get; private set; }

        public long Now
        {
            get
            {
                Looks++;
                return Stopwatch.GetElapsedTime(_origin).Ticks;
            }
        }
    }
}
