namespace Sim.Scenarios.Loop;

public class MainTests
{
    private static EventLoopOptions Options(Arm arm)
    {
        ManualClock clock = new();
        return arm == Arm.Real ? new() : new() { Clock = clock, Selector = new JumpingSelector(clock) };
    }

    private static async Task ThrowLater()
    {
        await Task.Yield();
        throw new InvalidTimeZoneException("main's own");
    }

    private static Task ThrowAtOnce() => throw new InvalidTimeZoneException("main's own");

    [Theory]
    [BothArms]
    public void Run_returns_when_main_is_done(Arm arm)
    {
        string log = "";
        EventLoop.Run(
            async () =>
            {
                log += "a";
                await Task.Yield();
                log += "b";
            },
            Options(arm));
        Assert.Equal("ab", log);
    }

    [Theory]
    [BothArms]
    public void Run_throws_what_main_threw(Arm arm)
    {
        Assert.Equal("main's own", Assert.Throws<InvalidTimeZoneException>(() => EventLoop.Run(ThrowLater, Options(arm))).Message);
        Assert.Equal("main's own", Assert.Throws<InvalidTimeZoneException>(() => EventLoop.Run(ThrowAtOnce, Options(arm))).Message);
    }

    [Theory]
    [BothArms]
    public void Run_throws_that_main_was_canceled(Arm arm) =>
        Assert.ThrowsAny<OperationCanceledException>(() => EventLoop.Run(static () => Task.FromCanceled(new CancellationToken(canceled: true)), Options(arm)));

    [Fact]
    public void A_main_that_returns_null_is_told_so() =>
        Assert.Contains("returned null", Assert.Throws<InvalidOperationException>(() => EventLoop.Run(static () => null!)).Message, StringComparison.Ordinal);

    [Theory]
    [BothArms]
    public void An_await_goes_on_on_the_loops_thread_and_in_its_context(Arm arm)
    {
        int here = Environment.CurrentManagedThreadId;
        var places = new List<(int Thread, bool InContext)>();
        EventLoop.Run(
            async () =>
            {
                EventLoop loop = EventLoop.Current;
                await Task.Run(static () => { });
                places.Add((Environment.CurrentManagedThreadId, SynchronizationContext.Current == loop.Context));
                await Task.Yield();
                places.Add((Environment.CurrentManagedThreadId, SynchronizationContext.Current == loop.Context));
            },
            Options(arm));
        Assert.Equal([(here, true), (here, true)], places);
    }

    [Theory]
    [BothArms]
    public void A_main_that_ends_on_the_thread_pool_ends_the_loop(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.RunUntilComplete(async () =>
        {
            await Task.Run(static () => { }).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            it.Write("elsewhere");
        });
        Assert.Equal("elsewhere", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_loop_serves_several_mains_one_after_another(Arm arm)
    {
        using TestLoop it = new(arm);
        foreach (string text in (string[])["a", "b", "c"])
        {
            it.Loop.RunUntilComplete(async () =>
            {
                await Task.Yield();
                it.Write(text);
            });
        }

        Assert.Equal("a b c", it.Log);
    }

    [Theory]
    [BothArms]
    public void The_callers_context_is_back_after_a_run(Arm arm)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        EventLoop.Run(static () => Task.CompletedTask, Options(arm));
        Assert.Same(before, SynchronizationContext.Current);
    }

    [Theory]
    [BothArms]
    public void Another_loop_inside_a_running_one_is_refused(Arm arm)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => EventLoop.Run(
            () =>
            {
                EventLoop.Run(static () => Task.CompletedTask, Options(arm));
                return Task.CompletedTask;
            },
            Options(arm)));
        Assert.Contains("await inside it", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [BothArms]
    public void The_same_loop_inside_itself_is_refused_and_goes_on_undisturbed(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallSoon(it.Loop.RunForever);
        it.Loop.CallSoon(() => it.Loop.RunUntilComplete(() =>
        {
            it.Write("a refused main ran");
            return Task.CompletedTask;
        }));
        it.Tick();
        it.Soon("next tick");
        it.Tick();
        Assert.Equal("next tick", it.Log);
        Assert.Equal(2, it.Faults.Count);
        Assert.All(it.Faults, static refused => Assert.Contains("running already: await inside it", refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void There_is_no_current_loop_outside()
    {
        var refused = Assert.Throws<InvalidOperationException>(static () => EventLoop.Current);
        Assert.Contains("inside EventLoop.Run", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [BothArms]
    public void The_current_loop_is_the_one_that_runs(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallSoon(() => it.Write(ReferenceEquals(EventLoop.Current, it.Loop) ? "mine" : "another"));
        it.Tick();
        Assert.Equal("mine", it.Log);
    }
}
