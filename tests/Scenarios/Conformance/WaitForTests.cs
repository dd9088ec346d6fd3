using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>
/// Seen to fail: a timeout that does not wait for the child's end (B093), that overrides its result (B094) or its fault (B095), a cancellation from outside
/// that becomes a TimeoutException, a body that starts although the time is over (B092).
/// </remarks>
public class WaitForTests
{
    [Theory]
    [EveryOrder]
    public void Without_a_limit_it_waits__test_wait_for_blocking(ArmKind arm) => Arms.Run(arm, async () =>
    {
        Assert.Equal("done", await LoopTask.WaitFor(() => After(Ms(1), "done"), null));
        Assert.Equal("done", await LoopTask.WaitFor(LoopTask.Sleep(Ms(1), "done"), Long));
        await LoopTask.WaitFor(async () => await LoopTask.Sleep(Ms(1)), Long);
        await LoopTask.WaitFor(token => Task.Delay(1, token), Long);
        Assert.Equal(1, await LoopTask.WaitFor(_ => After(Ms(1), 1), Long));
    });

    [Theory]
    [EveryOrder]
    public void B091_What_is_done_gives_its_result_however_late__test_wait_for_timeout_less_then_0_or_0_future_done(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<string>();
        future.SetResult("done");
        Assert.Equal("done", await LoopTask.WaitFor(future, TimeSpan.Zero));
        Assert.Equal("done", await LoopTask.WaitFor(future, Ms(-1)));
    });

    [Theory]
    [EveryOrder]
    public void B092_A_body_whose_time_is_over_never_starts__test_wait_for_timeout_less_then_0_or_0_coroutine_do_not_started(ArmKind arm) => Arms.Run(arm, async () =>
    {
        bool started = false;
        foreach (int time in new[] { 0, -1 })
        {
            await Thrown<TimeoutException>(LoopTask.WaitFor(
                () =>
                {
                    started = true;
                    return Task.CompletedTask;
                },
                Ms(time)));
        }

        await Thrown<TimeoutException>(LoopTask.WaitFor(Tick(), TimeSpan.Zero));
        Assert.False(started);
    });

    [Theory]
    [EveryOrder]
    public void A_task_whose_time_is_over_is_canceled__test_wait_for_timeout_less_then_0_or_0__test_wait_for(ArmKind arm) => Arms.Run(arm, async () =>
    {
        foreach (int time in new[] { 0, -1, 1 })
        {
            bool running = false;
            LoopTask task = TheLoop.CreateTask(async () =>
            {
                running = true;
                try
                {
                    await LoopTask.Sleep(Long);
                }
                finally
                {
                    running = false;
                }
            });
            await LoopTask.Sleep(Ms(20));
            Assert.True(running);
            TimeoutException timeout = await Thrown<TimeoutException>(LoopTask.WaitFor(task, Ms(time)));
            Assert.IsAssignableFrom<OperationCanceledException>(timeout.InnerException);
            Assert.True(task.IsCanceled);
            Assert.False(running);
        }
    });

    [Theory]
    [EveryOrder]
    public void B093_A_child_that_cleans_up_is_waited_for__test_wait_for_waits_for_task_cancellation(ArmKind arm) => Arms.Run(arm, async () =>
    {
        foreach (int time in new[] { 1, 0 })
        {
            bool cleaned = false;
            LoopTask task = TheLoop.CreateTask(async () =>
            {
                try
                {
                    await LoopTask.Sleep(Long);
                }
                finally
                {
                    await LoopTask.Sleep(Ms(1));
                    cleaned = true;
                }
            });
            await LoopTask.Sleep(Ms(20));
            await Thrown<TimeoutException>(LoopTask.WaitFor(task, Ms(time)));
            Assert.True(cleaned);
        }
    });

    [Theory]
    [EveryOrder]
    public void B094_A_child_that_swallows_the_cancellation_gives_its_result__test_wait_for_cancel_suppressed(ArmKind arm) => Arms.Run(arm, async () =>
    {
        Assert.Equal(42, await LoopTask.WaitFor(
            async () =>
            {
                try
                {
                    return await LoopTask.Sleep(Long, 1);
                }
                catch (OperationCanceledException)
                {
                    return 42;
                }
            },
            Ms(20)));
    });

    [Theory]
    [EveryOrder]
    public void B095_A_fault_during_the_cancellation_counts__test_wait_for_reraises_exception_during_cancellation(ArmKind arm) => Arms.Run(arm, async () =>
    {
        foreach (int time in new[] { 1, 0 })
        {
            LoopTask task = TheLoop.CreateTask(async () =>
            {
                try
                {
                    await LoopTask.Sleep(Long);
                }
                catch (OperationCanceledException)
                {
                    throw new FormatException();
                }
            });
            await LoopTask.Sleep(Ms(20));
            await Thrown<FormatException>(LoopTask.WaitFor(task, Ms(time)));
        }
    });

    [Theory]
    [EveryOrder]
    public void B096_Canceling_the_one_who_waits_cancels_the_child__test_cancel_wait_for(ArmKind arm) => Arms.Run(arm, async () =>
    {
        foreach (TimeSpan? time in new TimeSpan?[] { null, Long })
        {
            var future = new LoopFuture<int>();
            LoopTask<int> child = TheLoop.CreateTask(async () => await future);
            LoopTask wait = TheLoop.CreateTask(async () => await LoopTask.WaitFor(child, time));
            await LoopTask.Sleep(Ms(20));
            wait.Cancel("enough");
            Assert.Equal("enough", (await Thrown<OperationCanceledException>(wait)).Message);
            Assert.True(wait.IsCanceled);
            Assert.True(child.IsCanceled);
        }
    });

    [Theory]
    [EveryOrder]
    public void A_child_that_takes_its_time_is_waited_for_by_one_who_is_canceled__test_asyncio_wait_for_cancelled(ArmKind arm) => Arms.Run(arm, async () =>
    {
        bool exited = false;
        LoopTask wait = TheLoop.CreateTask(async () => await LoopTask.WaitFor(Slow, Long));
        await LoopTask.Sleep(Ms(20));
        wait.Cancel();
        await LoopTask.Wait([wait]);
        Assert.True(exited);

        async Task Slow()
        {
            try
            {
                await LoopTask.Sleep(Long);
            }
            catch (OperationCanceledException)
            {
                await LoopTask.Sleep(Ms(1));
            }

            exited = true;
        }
    });

    [Theory]
    [EveryOrder]
    public void A_cancellation_from_outside_wins_over_a_timeout_that_is_on_its_way(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask wait = TheLoop.CreateTask(async () => await LoopTask.WaitFor(CleansUp, Ms(20)));
        await LoopTask.Sleep(Ms(60));
        Assert.True(wait.Cancel());
        await Thrown<OperationCanceledException>(wait);
        Assert.True(wait.IsCanceled);

        static async Task CleansUp()
        {
            try
            {
                await LoopTask.Sleep(Long);
            }
            finally
            {
                await LoopTask.Sleep(Long);
            }
        }
    });

    [Theory]
    [AllArms]
    public void A_cancellation_that_comes_when_the_child_is_done_is_delivered__test_wait_for_issue86296(ArmKind arm) => Arms.Run(arm, async () =>
    {
        bool reached = false;
        LoopTask<string> inner = TheLoop.CreateTask(() => Task.FromResult("done"));
        LoopTask outer = TheLoop.CreateTask(async () =>
        {
            await LoopTask.WaitFor(inner, Long);
            await LoopTask.Sleep(Ms(1));
            reached = true;
        });
        await Tick();
        outer.Cancel();
        await Thrown<OperationCanceledException>(outer);
        Assert.Equal("done", await inner);
        Assert.False(reached);
    });

    [Theory]
    [AllArms]
    public void What_is_done_in_the_next_tick_is_not_too_late__test_wait_for_race_condition(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<string>();
        LoopFuture<string> wait = LoopTask.WaitFor(future, Long);
        int timers = TheLoop.TimerCount;
        TheLoop.CallSoon(() => future.SetResult("ok"));
        Assert.Equal("ok", await wait);
        Assert.Equal(timers - 1, TheLoop.TimerCount);
    });

    [Theory]
    [EveryOrder]
    public void B098_What_is_shielded_is_not_touched_by_the_timeout__test_shielded_timeout__test_zero_timeout(ArmKind arm) => Arms.Run(arm, async () =>
    {
        foreach (int time in new[] { 1, 0 })
        {
            LoopTask<string> task = TheLoop.CreateTask(() => After(Ms(60), "done"));
            LoopFuture<string> shield = LoopTask.Shield(task);
            await Thrown<TimeoutException>(LoopTask.WaitFor(shield, Ms(time)));
            Assert.True(shield.IsCanceled);
            Assert.False(task.IsDone);
            Assert.Equal("done", await task);
        }
    });

    [Theory]
    [EveryOrder]
    public void A_gather_that_is_too_late_is_a_timeout(ArmKind arm) => Arms.Run(arm, async () =>
    {
        await Thrown<TimeoutException>(LoopTask.WaitFor(LoopTask.Gather(SleepLong, SleepLong), Ms(1)));
    });

    [Theory]
    [EveryOrder]
    public void Several_waits_of_one_task_have_each_their_own_time(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopFuture<int> quick = LoopTask.WaitFor(() => After(Long, 1), Ms(1));
        LoopFuture<int> patient = LoopTask.WaitFor(() => After(Ms(40), 2), Long);
        await Thrown<TimeoutException>(quick);
        Assert.Equal(2, await patient);
    });
}
