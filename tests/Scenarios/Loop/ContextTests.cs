namespace Sim.Scenarios.Loop;

public class ContextTests
{
    [Theory]
    [BothArms]
    public void Posts_run_in_the_next_tick_in_the_order_of_posting(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallSoon(() =>
        {
            it.Loop.Context.Post(text => it.Write($"{text}"), "b");
            it.Loop.Context.Post(text => it.Write($"{text}"), "c");
            it.Write("a");
        });
        it.Tick();
        Assert.Equal("a", it.Log);
        it.Tick();
        Assert.Equal("a b c", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_post_from_another_thread_wakes_a_loop_that_waits(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallSoon(() => new Thread(() => it.Loop.Context.Post(static loop => ((EventLoop)loop!).Stop(), it.Loop)).Start());
        it.RunGuarded();
        Assert.Equal(0, it.Loop.ReadyCount);
    }

    [Theory]
    [BothArms]
    public void Send_on_the_loops_own_thread_runs_at_once(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallSoon(() =>
        {
            it.Write("a");
            it.Loop.Context.Send(text => it.Write($"{text}"), "b");
            it.Write("c");
        });
        it.Tick();
        Assert.Equal("a b c", it.Log);
    }

    [Fact]
    public void Send_from_elsewhere_is_refused_and_says_what_to_use()
    {
        using TestLoop it = new();
        var refused = Assert.Throws<NotSupportedException>(() => it.Loop.Context.Send(text => it.Write($"{text}"), "a"));
        Assert.Contains("use Post instead", refused.Message, StringComparison.Ordinal);
        Assert.Equal("", it.Log);
    }

    [Fact]
    public void A_copy_of_the_context_is_the_context()
    {
        using TestLoop it = new();
        Assert.Same(it.Loop.Context, it.Loop.Context.CreateCopy());
        Assert.Same(it.Loop, it.Loop.Context.Loop);
    }

    [Theory]
    [BothArms]
    public void An_exception_goes_to_the_handler_and_the_loop_goes_on(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallSoon(static () => throw new InvalidTimeZoneException("one"));
        it.Loop.Context.Post(static _ => throw new InvalidTimeZoneException("two"), null);
        it.Loop.CallAt(it.Loop.Time, static () => throw new InvalidTimeZoneException("three"));
        it.Soon("on");
        it.Tick();
        Assert.Equal("on", it.Log);
        Assert.Equal(["one", "two", "three"], it.Faults.Select(static fault => fault.Message));
    }

    [Fact]
    public void Without_a_handler_an_exception_goes_to_standard_error()
    {
        TextWriter before = Console.Error;
        using StringWriter errors = new();
        Console.SetError(errors);
        try
        {
            EventLoop.Run(static () =>
            {
                EventLoop.Current.CallSoon(static () => throw new InvalidTimeZoneException("lost otherwise"));
                return Task.Delay(1);
            });
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Contains("lost otherwise", errors.ToString(), StringComparison.Ordinal);
    }
}
