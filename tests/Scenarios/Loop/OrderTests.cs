namespace Sim.Scenarios.Loop;

public class OrderTests
{
    [Theory]
    [BothArms]
    public void An_order_that_picks_the_last_turns_the_queue_round(Arm arm)
    {
        using TestLoop it = new(arm, new OrderOf(static ready => ready.Count - 1));
        it.Soon("a", "b", "c");
        it.Tick();
        Assert.Equal("c b a", it.Log);
    }

    [Theory]
    [BothArms]
    public void An_order_that_picks_from_the_middle_leaves_the_others_in_their_order(Arm arm)
    {
        using TestLoop it = new(arm, new OrderOf(static ready => ready.Count / 2));
        it.Soon([.. Enumerable.Range(0, 40).Select(static i => $"{i}")]);
        it.Tick();

        List<int> expected = [.. Enumerable.Range(0, 40)];
        var taken = new List<int>();
        while (expected.Count > 0)
        {
            taken.Add(expected[expected.Count / 2]);
            expected.RemoveAt(expected.Count / 2);
        }

        Assert.Equal(string.Join(' ', taken), it.Log);
    }

    [Theory]
    [BothArms]
    public void An_order_with_ticks_of_one_lets_what_becomes_ready_compete_at_once(Arm arm)
    {
        using TestLoop it = new(arm, new OrderOf(static ready => ready.Count - 1, static _ => 1));
        it.Soon("last");
        it.Loop.CallSoon(() =>
        {
            it.Write("first");
            it.Soon("second");
        });
        it.Tick();
        Assert.Equal("first", it.Log);
        it.Tick();
        it.Tick();
        Assert.Equal("first second last", it.Log);
    }

    [Theory]
    [BothArms]
    public void An_order_may_let_the_next_timer_fire_although_work_is_ready(Arm arm)
    {
        using TestLoop it = new(arm, new OrderOf(static ready => ready.HasTimer ? ready.Count : 0));
        TimerHandle timer = default;
        // Within the tick: one that was due before it began would be ready, and no timer any more.
        it.Loop.CallSoon(() => timer = it.Loop.CallLater(TimeSpan.FromMilliseconds(3), () => it.Write(it.Loop.Time >= timer.When ? "timer" : "early")));
        it.Soon("work");
        it.Tick();
        it.Tick();
        Assert.Equal("timer work", it.Log);
    }

    [Fact]
    public void Equals_of_a_timer_that_was_let_fire_go_behind_the_work_that_was_ready()
    {
        bool asked = false;
        using TestLoop it = new(Arm.Virtual, new OrderOf(ready =>
        {
            int pick = asked ? 0 : ready.Count;
            asked = true;
            return pick;
        }));
        it.Soon("work");
        it.Loop.CallLater(TimeSpan.FromMilliseconds(3), it.Writes("first"));
        it.Loop.CallLater(TimeSpan.FromMilliseconds(3), it.Writes("equal"));
        it.Tick();
        it.Tick();
        Assert.Equal("first work equal", it.Log);
    }

    [Fact]
    public void The_view_shows_what_is_ready_and_which_timer_is_next()
    {
        var seen = new List<string>();
        using TestLoop it = new(Arm.Virtual, new OrderOf(ready =>
        {
            string entries = string.Join(' ', Entries(ready));
            seen.Add($"{entries} | {(ready.HasTimer ? ready.NextTimerTag : "none")}");
            return 0;
        }));
        it.Loop.CallSoon(static _ => { }, "a", tag: 7);
        it.Loop.CallAt(it.Loop.Time, static _ => { }, "due", tag: 8);
        it.Loop.CallSoon(static _ => { }, "b", tag: 9);
        it.Loop.CallLater(TimeSpan.FromMilliseconds(1), it.Writes("pending")).Cancel();
        it.Tick();
        it.Loop.CallSoon(static _ => { }, "c");
        it.Loop.CallAt(long.MaxValue, static _ => { }, "pending", tag: 10);
        it.Tick();
        Assert.Equal(["a/7/1 b/9/3 due/8/5 | none", "b/9/3 due/8/5 | none", "due/8/5 | none", "c/0/6 | 10"], seen);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void A_pick_that_is_not_there_is_refused_with_the_range(int pick)
    {
        using TestLoop it = new(Arm.Virtual, new OrderOf(_ => pick));
        it.Soon("a", "b");
        var refused = Assert.Throws<InvalidOperationException>(it.Tick);
        Assert.Contains("from 0 to 1, or 2 for the next timer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Asking_for_a_timer_where_there_is_none_is_refused()
    {
        using TestLoop it = new(Arm.Virtual, new OrderOf(static ready => ready.Count));
        it.Soon("a");
        var refused = Assert.Throws<InvalidOperationException>(it.Tick);
        Assert.Contains("look at HasTimer first", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_tick_of_more_or_less_than_there_is_is_refused_with_the_range(int size)
    {
        using TestLoop it = new(Arm.Virtual, new OrderOf(static _ => 0, _ => size));
        it.Soon("a", "b");
        var refused = Assert.Throws<InvalidOperationException>(it.Tick);
        Assert.Contains("from 1 to 2", refused.Message, StringComparison.Ordinal);
    }

    private static List<string> Entries(ReadyView ready)
    {
        var entries = new List<string>();
        for (int i = 0; i < ready.Count; i++)
        {
            entries.Add($"{ready.State(i)}/{ready.Tag(i)}/{ready.Sequence(i)}");
        }

        return entries;
    }

    private delegate int Picker(ReadyView ready);

    private sealed class OrderOf(Picker pick, Func<int, int>? size = null) : IReadyOrder
    {
        public int TickSize(int ready) => size?.Invoke(ready) ?? ready;

        public int Next(ReadyView ready) => pick(ready);
    }
}
