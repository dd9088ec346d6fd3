using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>
/// Seen to fail: a scope that leaves its request standing (B099), one that turns a foreign cancellation into a timeout, an overdue deadline as a timer
/// (B104), a timer that stays when the scope ends, a scope that can be rescheduled after it expired (B105).
/// </remarks>
public class TimeoutTests
{
    [Theory]
    [EveryOrder]
    public void B099_What_is_too_late_ends_with_a_TimeoutException__test_timeout_basic(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        TimeoutScope seen = null!;
        TimeoutException timeout = await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.Timeout(Ms(1), async scope =>
        {
            seen = scope;
            await LoopTask.Sleep(Long);
        }));
        Assert.IsAssignableFrom<OperationCanceledException>(timeout.InnerException);
        Assert.True(seen.Expired);
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
        await LoopTask.Sleep(Ms(1));
    });

    [Theory]
    [EveryOrder]
    public void B099_An_await_using_ends_alike__test_timeout_basic(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        TimeoutScope seen = null!;
        await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            await using TimeoutScope scope = LoopTask.Timeout(Ms(1));
            seen = scope;
            await LoopTask.Sleep(Long);
        });
        Assert.True(seen.Expired);
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
        await LoopTask.Sleep(Ms(1));
    });

    [Theory]
    [EveryOrder]
    public void B099_The_task_round_a_timeout_is_not_canceled__test_outer_task_is_not_cancelled(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(() => Assert.ThrowsAsync<TimeoutException>(() => LoopTask.Timeout(Ms(1), _ => SleepLong())));
        await task;
        Assert.True(task.IsSuccessful);
    });

    [Theory]
    [EveryOrder]
    public void A_deadline_is_a_time_of_the_loop__test_timeout_at_basic(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        long deadline = TheLoop.Time + Ms(1).Ticks;
        await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.TimeoutAt(deadline, async scope =>
        {
            Assert.Equal(deadline, scope.Deadline);
            await LoopTask.Sleep(Long);
        }));
        Assert.Equal(1, await LoopTask.TimeoutAt(TheLoop.Time + Long.Ticks, _ => Task.FromResult(1)));
        await using TimeoutScope never = LoopTask.TimeoutAt(null);
        Assert.Null(never.Deadline);
    });

    [Theory]
    [EveryOrder]
    public void Code_that_is_in_time_gives_its_result_and_leaves_no_timer__test_timeout_not_called(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        int timers = TheLoop.TimerCount;
        TimeoutScope seen = null!;
        Assert.Equal(42, await LoopTask.Timeout(Long, scope =>
        {
            seen = scope;
            return After(Ms(1), 42);
        }));
        Assert.False(seen.Expired);
        Assert.True(seen.Deadline > TheLoop.Time);
        Assert.Equal(timers, TheLoop.TimerCount);
        await using (TimeoutScope other = LoopTask.Timeout(Long))
        {
            await LoopTask.Sleep(Ms(1));
        }

        Assert.Equal(timers, TheLoop.TimerCount);
    });

    [Theory]
    [EveryOrder]
    public void Without_a_limit_nothing_expires__test_timeout_disabled(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        await LoopTask.Timeout(null, async scope =>
        {
            await LoopTask.Sleep(Ms(1));
            Assert.Null(scope.Deadline);
            Assert.False(scope.Expired);
        });
    });

    [Theory]
    [AllArms]
    public void Only_the_outermost_of_equal_deadlines_throws__test_nested_timeouts(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        bool canceled = false;
        TimeoutScope outer = null!, inner = null!;
        long deadline = TheLoop.Time + Ms(2).Ticks;
        await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.TimeoutAt(deadline, async first =>
        {
            outer = first;
            try
            {
                await LoopTask.TimeoutAt(deadline, async second =>
                {
                    inner = second;
                    await LoopTask.Sleep(Long);
                });
            }
            catch (OperationCanceledException)
            {
                canceled = true;
                throw;
            }
        }));
        Assert.True(canceled);
        Assert.True(outer.Expired);
        Assert.True(inner.Expired);
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
    });

    [Theory]
    [AllArms]
    public void B101_After_the_inner_timeout_the_outer_one_still_fires__test_nested_timeouts_loop_busy(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.Timeout(Ms(30), async _ =>
        {
            await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.Timeout(Ms(1), async _ =>
            {
                Thread.Sleep(5);
                await LoopTask.Sleep(Long);
            }));
            await LoopTask.Sleep(Long);
        }));
    });

    [Theory]
    [EveryOrder]
    public void B102_A_cancellation_from_outside_is_no_timeout__test_foreign_cancel_doesnt_timeout_if_not_expired(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask lambda = TheLoop.CreateTask(() => LoopTask.Timeout(Long, async scope =>
        {
            LoopTask.Current!.Cancel();
            await LoopTask.Sleep(Long);
        }));
        LoopTask block = TheLoop.CreateTask(async () =>
        {
            await using TimeoutScope scope = LoopTask.Timeout(Long);
            LoopTask.Current!.Cancel();
            await LoopTask.Sleep(Long);
        });
        foreach (LoopTask task in new[] { lambda, block })
        {
            await Thrown<OperationCanceledException>(task);
            Assert.True(task.IsCanceled);
        }
    });

    [Theory]
    [EveryOrder]
    public void A_cancellation_from_outside_after_the_deadline_wins(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(() => LoopTask.Timeout(Ms(1), async _ =>
        {
            try
            {
                await LoopTask.Sleep(Long);
            }
            finally
            {
                await LoopTask.Sleep(Long);
            }
        }));
        await LoopTask.Sleep(Ms(30));
        Assert.False(task.IsDone);
        task.Cancel();
        await Thrown<OperationCanceledException>(task);
        Assert.True(task.IsCanceled);
        Assert.Equal(1, task.CancellationRequests);
    });

    [Theory]
    [EveryOrder]
    public void B103_What_else_the_code_throws_comes_out_as_it_is__test_foreign_exception_on_timeout(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        TimeoutScope seen = null!;
        await Assert.ThrowsAsync<FormatException>(() => LoopTask.Timeout(Ms(1), async scope =>
        {
            seen = scope;
            try
            {
                await LoopTask.Sleep(Long);
            }
            catch (OperationCanceledException)
            {
                throw new FormatException();
            }
        }));
        Assert.True(seen.Expired);
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
        await Assert.ThrowsAsync<FormatException>(() => LoopTask.Timeout(Long, async _ =>
        {
            await Tick();
            throw new FormatException();
        }));
    });

    [Theory]
    [EveryOrder]
    public void Code_that_swallows_the_cancellation_keeps_its_result__test_timeout_expiring(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        Assert.Equal(42, await LoopTask.Timeout(Ms(1), async scope =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(SleepLong);
            Assert.True(scope.Expired);
            Assert.Contains("expiring", Assert.Throws<InvalidOperationException>(() => scope.Reschedule(Long)).Message, StringComparison.Ordinal);
            return 42;
        }));
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
        await LoopTask.Sleep(Ms(1));
    });

    [Theory]
    [AllArms]
    public void B104_A_deadline_that_is_past_interrupts_even_a_sleep_of_zero__test_timeout_zero_sleep_zero__test_timeout_in_the_past_sleep_zero(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        foreach (int time in new[] { 0, -11 })
        {
            await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.Timeout(Ms(time), async _ => await Tick()));
            await Assert.ThrowsAsync<TimeoutException>(async () =>
            {
                await using TimeoutScope scope = LoopTask.Timeout(Ms(time));
                await Tick();
            });
        }
    });

    [Theory]
    [EveryOrder]
    public void B105_A_scope_can_be_given_another_deadline_or_none__test_reschedule(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        var entered = new LoopFuture<TimeoutScope>();
        long first = TheLoop.Time + Long.Ticks;
        LoopTask task = TheLoop.CreateTask(() => LoopTask.TimeoutAt(first, async scope =>
        {
            entered.SetResult(scope);
            await LoopTask.Sleep(Long * 10);
        }));
        TimeoutScope scope = await entered;
        Assert.Equal(first, scope.Deadline);
        scope.RescheduleAt(first + 1);
        Assert.Equal(first + 1, scope.Deadline);
        scope.Reschedule(null);
        Assert.Null(scope.Deadline);
        scope.Reschedule(Ms(1));
        await Thrown<TimeoutException>(task);
        Assert.True(scope.Expired);
    });

    [Theory]
    [EveryOrder]
    public void B105_A_scope_that_is_over_takes_no_deadline__test_timeout_finished__test_timeout_expired(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        TimeoutScope finished = LoopTask.Timeout(Long);
        await finished.DisposeAsync();
        await finished.DisposeAsync();
        Assert.Contains("finished", Assert.Throws<InvalidOperationException>(() => finished.Reschedule(Long)).Message, StringComparison.Ordinal);
        TimeoutScope expired = null!;
        await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.Timeout(Ms(1), async scope =>
        {
            expired = scope;
            await LoopTask.Sleep(Long);
        }));
        Assert.Contains("expired", Assert.Throws<InvalidOperationException>(() => expired.RescheduleAt(1)).Message, StringComparison.Ordinal);
    });

    [Theory]
    [EveryOrder]
    public void B107_Outside_of_a_task_there_is_nothing_to_cancel__test_timeout_without_task(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        var refused = new LoopFuture<bool>();
        using (ExecutionContext.SuppressFlow())
        {
            TheLoop.CallSoon(() => refused.SetResult(
                Record.Exception(() => LoopTask.Timeout(Long)) is InvalidOperationException && LoopTask.Current is null));
        }

        Assert.True(await refused);
    });

    [Theory]
    [EveryOrder]
    public void A_timeout_after_a_swallowed_cancellation_works__test_timeout_after_cancellation(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(async () =>
        {
            LoopTask.Current!.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(SleepLong);
            await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.Timeout(TimeSpan.Zero, _ => SleepLong()));
        });
        await task;
        Assert.Equal(1, task.CancellationRequests);
    });

    [Theory]
    [EveryOrder]
    public void A_cancellation_in_a_timeout_after_another_is_no_timeout__test_cancel_in_timeout_after_cancellation(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask task = TheLoop.CreateTask(async () =>
        {
            LoopTask.Current!.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(SleepLong);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LoopTask.Timeout(Long, _ =>
            {
                LoopTask.Current!.Cancel();
                return SleepLong();
            }));
        });
        await task;
    });

    [Theory]
    [EveryOrder]
    public void A_timeout_in_the_cleanup_of_another_works__test_nested_timeout_in_finally(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.Timeout(Ms(1), async _ =>
        {
            try
            {
                await LoopTask.Sleep(Long);
            }
            finally
            {
                await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.Timeout(Ms(1), _ => SleepLong()));
            }
        }));
    });

    [Theory]
    [EveryOrder]
    public void Code_that_ends_before_the_cancellation_reaches_it_is_in_time(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        await using (LoopTask.Timeout(Ms(1)))
        {
            await Foreign();
        }

        await LoopTask.Timeout(Ms(1), async scope =>
        {
            await Foreign();
            Assert.True(scope.Expired);
        });
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
        await LoopTask.Sleep(Ms(1));

        // No cancellation reaches it.
        static Task Foreign()
        {
            TaskCompletionSource over = new();
            TheLoop.CallLater(Ms(40), over.SetResult);
            return over.Task;
        }
    });

    [Theory]
    [EveryOrder]
    public void Groups_in_a_timeout_are_ended_by_it__test_timeout_taskgroup(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask child = null!;
        await Assert.ThrowsAsync<TimeoutException>(() => LoopTask.Timeout(Ms(20), scope => TaskGroup.Run(group =>
        {
            child = group.CreateTask(SleepLong);
            return Task.CompletedTask;
        })));
        Assert.True(child.IsCanceled);
        AggregateException faults = await Assert.ThrowsAsync<AggregateException>(() => LoopTask.Timeout(Ms(20), scope => TaskGroup.Run(group =>
        {
            _ = group.CreateTask(FailsInCleanup);
            return Task.CompletedTask;
        })));
        Assert.IsType<FormatException>(Assert.Single(faults.InnerExceptions));

        static async Task FailsInCleanup()
        {
            try
            {
                await LoopTask.Sleep(Long);
            }
            catch (OperationCanceledException)
            {
                throw new FormatException();
            }
        }
    });
}
