using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>
/// Seen to fail: a request that is dropped where the task could go on already (issue86296),
/// Uncancel that leaves an undelivered request (B052), Cancel that answers false the second time (B049), a reason that is lost (B041), a
/// sleep whose timer stays (B040).
/// </remarks>
public class TaskCancelTests
{
    [Theory]
    [EveryOrder]
    public void B039_A_sleeping_task_that_is_canceled_gets_the_exception_at_its_await__test_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(SleepLong);
        await LoopTask.Sleep(Ms(1));
        Assert.True(task.Cancel());
        await Thrown<OperationCanceledException>(task);
        Assert.True(task.IsCanceled);
        Assert.False(task.Cancel());
    });

    [Theory]
    [AllArms]
    public void B040_The_timer_of_a_sleep_goes_with_it__test_sleep_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        int timers = TheLoop.TimerCount;
        LoopTask task = TheLoop.CreateTask(SleepLong);
        await Ticks(2);
        Assert.Equal(timers + 1, TheLoop.TimerCount);
        task.Cancel();
        Assert.Equal(timers, TheLoop.TimerCount);
        await Thrown<OperationCanceledException>(task);
        LoopFuture<int> typed = LoopTask.Sleep(Long, 1);
        Assert.Equal(timers + 1, TheLoop.TimerCount);
        Assert.True(typed.Cancel());
        Assert.Equal(timers, TheLoop.TimerCount);
    });

    [Theory]
    [EveryOrder]
    public void B041_A_task_that_is_canceled_before_it_starts_never_runs__test_cancel_with_message_before_starting_task(ArmKind arm) => Arms.Run(arm, async () =>
    {
        bool ran = false;
        LoopTask task = TheLoop.CreateTask(() =>
        {
            ran = true;
            return Task.CompletedTask;
        });
        Assert.True(task.Cancel("my message"));
        Assert.Equal("my message", (await Thrown<OperationCanceledException>(task)).Message);
        Assert.Equal("my message", task.CancelReason);
        Assert.False(ran);
    });

    [Theory]
    [EveryOrder]
    public void B042_A_task_whose_future_is_canceled_ends_canceled__test_cancel_inner_future(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<int>();
        LoopTask<int> task = TheLoop.CreateTask(async () => await future);
        await LoopTask.Sleep(Ms(20));
        future.Cancel();
        await Thrown<OperationCanceledException>(task);
        Assert.True(task.IsCanceled);
        Assert.Equal(0, task.CancellationRequests);
    });

    [Theory]
    [EveryOrder]
    public void Both_a_task_and_its_future_may_be_canceled__test_cancel_both_task_and_inner_future(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<int>();
        LoopTask<int> task = TheLoop.CreateTask(async () => await future);
        await LoopTask.Sleep(Ms(20));
        future.Cancel();
        task.Cancel();
        await Thrown<OperationCanceledException>(task);
        Assert.True(task.IsCanceled);
        Assert.True(future.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void B044_Code_that_catches_the_cancellation_may_return_a_result__test_cancel_task_catching(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<int> task = TheLoop.CreateTask(async () =>
        {
            try
            {
                return await LoopTask.Sleep(Long, 1);
            }
            catch (OperationCanceledException)
            {
                return 42;
            }
        });
        await LoopTask.Sleep(Ms(20));
        task.Cancel();
        Assert.Equal(42, await task);
        Assert.False(task.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void B045_A_swallowed_cancellation_does_not_come_back__test_cancel_task_ignoring(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var first = new LoopFuture<int>();
        var second = new LoopFuture<int>();
        LoopTask<int> task = TheLoop.CreateTask(async () =>
        {
            try
            {
                await first;
            }
            catch (OperationCanceledException)
            {
                // Ignored on purpose.
            }

            await LoopTask.Sleep(Ms(1));
            return await second;
        });
        await LoopTask.Sleep(Ms(20));
        task.Cancel();
        Assert.True(first.IsCanceled);
        await LoopTask.Sleep(Ms(30));
        second.SetResult(42);
        Assert.Equal(42, await task);
        Assert.Equal(1, task.CancellationRequests);
    });

    [Theory]
    [EveryOrder]
    public void B046_A_task_that_cancels_itself_is_interrupted_at_its_next_await__test_cancel_current_task(ArmKind arm) => Arms.Run(arm, async () =>
    {
        bool reached = false;
        LoopTask task = TheLoop.CreateTask(async () =>
        {
            LoopTask.Current!.Cancel("me");
            await LoopTask.Sleep(Long);
            reached = true;
        });
        Assert.Equal("me", (await Thrown<OperationCanceledException>(task)).Message);
        Assert.True(task.IsCanceled);
        Assert.False(reached);
    });

    [Theory]
    [EveryOrder]
    public void A_task_that_cancels_itself_and_returns_is_canceled__test_cancel_at_end(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<int> task = TheLoop.CreateTask(() =>
        {
            LoopTask.Current!.Cancel();
            return Task.FromResult(12);
        });
        await Thrown<OperationCanceledException>(task);
        Assert.True(task.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void B048_What_a_task_awaits_after_it_canceled_itself_is_canceled_too__test_cancel_awaited_task(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<int>();
        LoopTask<int> child = null!;
        LoopTask task = TheLoop.CreateTask(async () =>
        {
            child = TheLoop.CreateTask(async () => await future);
            await LoopTask.Sleep(Ms(20));
            LoopTask.Current!.Cancel();
            await child;
        });
        await Thrown<OperationCanceledException>(task);
        Assert.True(task.IsCanceled);
        Assert.True(child.IsCanceled);
        Assert.True(future.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void B049_A_second_request_is_taken_as_well__test_cancelling(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(SleepLong);
        await LoopTask.Sleep(Ms(1));
        Assert.Equal(0, task.CancellationRequests);
        Assert.True(task.Cancel());
        Assert.Equal(1, task.CancellationRequests);
        Assert.True(task.Cancel());
        Assert.Equal(2, task.CancellationRequests);
        await Thrown<OperationCanceledException>(task);
    });

    [Theory]
    [EveryOrder]
    public void Every_request_is_delivered(ArmKind arm) => Arms.Run(arm, async () =>
    {
        int caught = 0;
        LoopTask task = TheLoop.CreateTask(async () =>
        {
            while (caught < 3)
            {
                try
                {
                    await LoopTask.Sleep(Long);
                }
                catch (OperationCanceledException)
                {
                    caught++;
                }
            }
        });
        for (int i = 0; i < 3; i++)
        {
            await LoopTask.Sleep(Ms(20));
            task.Cancel();
        }

        await task;
        Assert.Equal(3, caught);
    });

    [Theory]
    [EveryOrder]
    public void B050_After_Uncancel_a_task_goes_on_and_can_be_canceled_again__test_uncancel_basic(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(async () =>
        {
            try
            {
                await LoopTask.Sleep(Long);
            }
            catch (OperationCanceledException)
            {
                LoopTask.Current!.Uncancel();
                await LoopTask.Sleep(Long);
            }
        });
        await LoopTask.Sleep(Ms(20));
        Assert.True(task.Cancel());
        Assert.Equal(1, task.CancellationRequests);
        await LoopTask.Sleep(Ms(20));
        Assert.Equal(0, task.CancellationRequests);
        Assert.False(task.IsDone);
        Assert.True(task.Cancel());
        await Thrown<OperationCanceledException>(task);
        Assert.Equal(0, task.Uncancel());
        Assert.True(task.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void Uncancel_counts_no_further_down_than_zero(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(SleepLong);
        Assert.Equal(0, task.Uncancel());
        task.Cancel();
        task.Cancel();
        Assert.Equal(1, task.Uncancel());
        await Thrown<OperationCanceledException>(task);
    });

    [Theory]
    [AllArms]
    public void B052_A_request_that_is_taken_back_before_it_is_delivered_is_void__test_uncancel_resets_must_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<int>();
        LoopTask<int> task = TheLoop.CreateTask(async () => await future);
        await Tick();
        future.SetResult(42);
        Assert.True(task.Cancel());
        Assert.Equal(0, task.Uncancel());
        Assert.Equal(42, await task);
    });

    [Theory]
    [AllArms]
    public void A_task_that_is_canceled_when_it_could_go_on_is_interrupted_all_the_same__test_wait_for_issue86296(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<int>();
        bool reached = false;
        LoopTask task = TheLoop.CreateTask(async () =>
        {
            await future;
            reached = true;
        });
        await Tick();
        future.SetResult(42);
        Assert.True(task.Cancel("late"));
        Assert.Equal("late", (await Thrown<OperationCanceledException>(task)).Message);
        Assert.False(reached);
    });

    [Theory]
    [EveryOrder]
    public void B053_A_cancellation_passes_through_what_is_awaited__test_yield_future_passes_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string> log = [];
        var future = new LoopFuture<int>();
        LoopTask outer = TheLoop.CreateTask(async () =>
        {
            try
            {
                await Inner();
            }
            catch (OperationCanceledException)
            {
                log.Add("outer");
            }
        });
        await LoopTask.Sleep(Ms(20));
        outer.Cancel();
        await outer;
        Assert.True(future.IsCanceled);
        Assert.Equal(["inner", "outer"], log);

        async Task Inner()
        {
            try
            {
                await future;
            }
            catch (OperationCanceledException)
            {
                log.Add("inner");
                throw;
            }
        }
    });

    [Theory]
    [EveryOrder]
    public void An_exception_thrown_in_the_place_of_the_cancellation_faults_the_task__test_cancellation_exception_context(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(async () =>
        {
            try
            {
                await LoopTask.Sleep(Long);
            }
            catch (OperationCanceledException canceled)
            {
                throw new FormatException("broken", canceled);
            }
        });
        await LoopTask.Sleep(Ms(20));
        task.Cancel("msg");
        FormatException fault = await Thrown<FormatException>(task);
        Assert.Equal("msg", fault.InnerException!.Message);
        Assert.True(task.IsFaulted);
    });

    [Theory]
    [EveryOrder]
    public void The_token_of_a_task_reaches_code_that_knows_tokens_only(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(token => Task.Delay(Long, token));
        LoopTask<int> typed = TheLoop.CreateTask(async token =>
        {
            await Task.Delay(Long, token);
            return 1;
        });
        await LoopTask.Sleep(Ms(20));
        task.Cancel();
        typed.Cancel();
        await Thrown<OperationCanceledException>(task);
        await Thrown<OperationCanceledException>(typed);
        Assert.True(task.IsCanceled);
        Assert.True(typed.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void After_Uncancel_the_token_is_a_fresh_one(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(async () =>
        {
            LoopTask me = LoopTask.Current!;
            CancellationToken first = me.CancellationToken;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Long, first));
            Assert.True(first.IsCancellationRequested);
            Assert.Equal(0, me.Uncancel());
            Assert.False(me.CancellationToken.IsCancellationRequested);
            await LoopTask.Sleep(Ms(1));
        });
        await LoopTask.Sleep(Ms(20));
        task.Cancel();
        await task;
    });
}
