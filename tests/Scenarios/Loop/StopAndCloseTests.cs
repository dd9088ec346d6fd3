namespace Sim.Scenarios.Loop;

public class StopAndCloseTests
{
    public static TheoryData<string> Members => [.. Calls.Keys];

    private static Dictionary<string, Action<EventLoop>> Calls { get; } = new(StringComparer.Ordinal)
    {
        ["CallSoon"] = static loop => loop.CallSoon(static () => { }),
        ["CallSoon with state"] = static loop => loop.CallSoon(static _ => { }, "state"),
        ["CallSoonThreadSafe"] = static loop => loop.CallSoonThreadSafe(static () => { }),
        ["CallLater"] = static loop => loop.CallLater(TimeSpan.Zero, static () => { }),
        ["CallAt"] = static loop => loop.CallAt(0, static () => { }),
        ["CallAt with state"] = static loop => loop.CallAt(0, static _ => { }, "state"),
        ["Post"] = static loop => loop.Context.Post(static _ => { }, "state"),
        ["RunForever"] = static loop => loop.RunForever(),
        ["RunUntilComplete"] = static loop => loop.RunUntilComplete(static () => Task.CompletedTask),
        ["Step"] = static loop => loop.Step(),
    };

    [Theory]
    [BothArms]
    public void Stop_lets_the_tick_end_and_keeps_what_it_scheduled(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallSoon(() =>
        {
            it.Loop.Stop();
            it.Soon("next time");
        });
        it.Soon("still now");
        it.Loop.RunForever();
        Assert.Equal("still now", it.Log);
        it.Tick();
        Assert.Equal("still now next time", it.Log);
    }

    [Fact]
    public void A_loop_stopped_before_it_runs_makes_one_tick_and_polls_without_waiting()
    {
        using TestLoop it = new();
        it.Loop.CallSoon(() => it.Soon("second tick"));
        it.Loop.CallLater(TimeSpan.FromSeconds(1), it.Writes("timer"));
        it.Tick();
        Assert.Equal([0L], it.Selector!.Timeouts);
        Assert.Equal("", it.Log);
    }

    [Fact]
    public void A_stopped_loop_with_nothing_to_do_polls_without_waiting_too()
    {
        using TestLoop it = new();
        it.Tick();
        Assert.Equal([0L], it.Selector!.Timeouts);
    }

    [Theory]
    [BothArms]
    public void A_stop_serves_one_run(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Tick();
        it.Loop.CallSoon(() => it.Loop.CallSoon(() =>
        {
            it.Write("second tick");
            it.Loop.Stop();
        }));
        it.RunGuarded();
        Assert.Equal("second tick", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_main_task_that_is_not_done_when_the_loop_stops_is_reported_and_can_go_on_later(Arm arm)
    {
        using TestLoop it = new(arm);
        TaskCompletionSource gate = new();
        it.Loop.CallSoon(it.Loop.Stop);
        var stopped = Assert.Throws<InvalidOperationException>(() => it.Loop.RunUntilComplete(async () =>
        {
            await gate.Task;
            it.Write("main ended");
        }));
        Assert.Contains("stopped before the main task completed", stopped.Message, StringComparison.Ordinal);

        it.Loop.CallSoon(gate.SetResult);
        it.Loop.CallSoon(() => it.Loop.CallSoon(() => it.Loop.CallSoon(() =>
        {
            it.Write("and stopped nobody");
            it.Loop.Stop();
        })));
        it.RunGuarded();
        Assert.Equal("main ended and stopped nobody", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_running_loop_cannot_be_closed(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallSoon(it.Loop.Close);
        it.Soon("goes on");
        it.Tick();
        Exception refused = Assert.Single(it.Faults);
        Assert.IsType<InvalidOperationException>(refused);
        Assert.Contains("call Stop", refused.Message, StringComparison.Ordinal);
        Assert.Equal("goes on", it.Log);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void A_closed_loop_refuses(string member)
    {
        foreach (Arm arm in Enum.GetValues<Arm>())
        {
            TestLoop it = new(arm);
            it.Loop.Close();
            var refused = Assert.Throws<ObjectDisposedException>(() => Calls[member](it.Loop));
            Assert.Contains("make a new one", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Closing_drops_what_is_scheduled_disposes_the_selector_and_may_be_repeated()
    {
        TestLoop it = new();
        Handle ready = it.Loop.CallSoon(it.Writes("never"));
        TimerHandle timer = it.Loop.CallLater(TimeSpan.Zero, it.Writes("never"));
        it.Loop.Close();
        it.Loop.Dispose();
        Assert.Equal((0, 0), (it.Loop.ReadyCount, it.Loop.TimerCount));
        Assert.False(ready.Cancel());
        Assert.False(timer.Cancel());
        Assert.Equal(1, it.Selector!.Disposals);
    }
}
