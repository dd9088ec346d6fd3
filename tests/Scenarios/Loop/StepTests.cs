namespace Sim.Scenarios.Loop;

public class StepTests
{
    [Theory]
    [BothArms]
    public void A_step_runs_one_callback(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Soon("a", "b");
        Assert.True(it.Loop.Step());
        Assert.Equal("a", it.Log);
        Assert.True(it.Loop.Step());
        Assert.Equal("a b", it.Log);
    }

    [Fact]
    public void Steps_poll_where_a_tick_begins()
    {
        using TestLoop it = new();
        it.Loop.CallSoon(() => it.Soon("c"));
        it.Soon("b");
        it.Loop.Step();
        it.Loop.Step();
        Assert.Single(it.Selector!.Timeouts);
        it.Loop.Step();
        Assert.Equal([0L, 0L], it.Selector.Timeouts);
        Assert.Equal("b c", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_step_waits_for_the_next_timer_and_fires_it(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallLater(TimeSpan.FromMilliseconds(2), it.Writes("timer"));
        while (!it.Loop.Step())
        {
            // The real clock may need a second look; each look waits for the rest of the delay.
        }

        Assert.Equal("timer", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_step_that_is_woken_for_nothing_says_that_nothing_ran(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.Stop();
        Assert.False(it.Loop.Step());
    }

    [Fact]
    public void A_tick_that_was_begun_by_one_thread_can_be_ended_by_another_while_the_first_is_inside_a_callback()
    {
        using TestLoop it = new();
        it.Loop.CallSoon(() =>
        {
            it.Write("(");
            var other = new Thread(() => it.Loop.Step());
            other.Start();
            other.Join();
            it.Write(")");
        });
        it.Soon("inside");
        it.Loop.Step();
        Assert.Equal("( inside )", it.Log);
    }
}
