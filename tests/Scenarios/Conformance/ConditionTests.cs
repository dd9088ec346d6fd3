using static Sim.Scenarios.Conformance.Ticks;

namespace Sim.Scenarios.Conformance;

/// <summary>CPython's test_locks, ConditionTests, in words of C#.</summary>
public class ConditionTests
{
    [Theory]
    [AllArms]
    public void Who_is_notified_goes_on_once_it_has_the_lock__test_wait(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var condition = new AsyncCondition();
        List<int> woken = [];
        LoopTask[] tasks = [.. Enumerable.Range(1, 3).Select(number => EventLoop.Current.CreateTask(async () =>
        {
            await condition.AcquireAsync();
            await condition.WaitAsync();
            woken.Add(number);
        }))];
        await Tick();
        Assert.False(condition.IsLocked);
        await condition.AcquireAsync();
        condition.Notify();
        await Tick();
        Assert.Empty(woken);

        condition.Release();
        await Tick();
        Assert.Equal([1], woken);
        condition.Notify(2);
        await Tick();
        Assert.Equal([1], woken);
        Assert.True(condition.IsLocked);

        condition.Release();
        await Tick();
        Assert.Equal([1, 2], woken);
        condition.Release();
        await Tick();
        Assert.Equal([1, 2, 3], woken);
        Assert.All(tasks, static task => Assert.True(task.IsSuccessful));
    });

    [Theory]
    [EveryOrder]
    public void B124_A_canceled_wait_holds_the_lock_when_the_exception_surfaces__test_wait_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var condition = new AsyncCondition();
        LoopTask task = EventLoop.Current.CreateTask(async () =>
        {
            await condition.AcquireAsync();
            OperationCanceledException canceled = await Assert.ThrowsAsync<OperationCanceledException>(async () => await condition.WaitAsync());
            Assert.Equal("enough", canceled.Message);
            Assert.True(condition.IsLocked);
            condition.Release();
        });
        await Settle();
        Assert.Equal("AsyncCondition [unlocked, waiters: 1]", condition.ToString());
        task.Cancel("enough");
        await task;
        Assert.Equal("AsyncCondition [unlocked, waiters: 0]", condition.ToString());
    });

    [Theory]
    [AllArms]
    public void B124_Cancellations_are_kept_until_the_lock_is_held_and_the_last_is_thrown__test_wait_cancel_after_notify(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var condition = new AsyncCondition();
        string? message = null;
        LoopTask task = EventLoop.Current.CreateTask(async () =>
        {
            using (await condition.AcquireAsync())
            {
                message = (await Assert.ThrowsAsync<OperationCanceledException>(async () => await condition.WaitAsync())).Message;
            }
        });
        await Tick();
        await condition.AcquireAsync();
        condition.Notify();
        await Tick();
        task.Cancel("first");
        await Tick();
        task.Cancel("last");
        await Tick();
        Assert.False(task.IsDone);
        condition.Release();
        await task;
        Assert.Equal("last", message);
        Assert.False(condition.IsLocked);
    });

    /// <remarks>Seen to fail when a notified waiter that was canceled did not notify the next.</remarks>
    [Theory]
    [AllArms]
    public void B126_Who_is_canceled_after_it_was_notified_notifies_another__test_cancelled_wakeup(ArmKind arm) =>
        Arms.Run(arm, () => CancelAfterNotify(ticks: 0));

    [Theory]
    [AllArms]
    public void B126_So_does_who_is_canceled_while_it_waits_for_the_lock_again__test_cancelled_wakeup_relock(ArmKind arm) =>
        Arms.Run(arm, () => CancelAfterNotify(ticks: 1));

    [Theory]
    [EveryOrder]
    public void B126_Under_every_order_a_notification_reaches_somebody_who_is_not_canceled(ArmKind arm) => Arms.Run(arm, async () =>
    {
        await CancelAfterNotify(ticks: 0);
        await CancelAfterNotify(ticks: 3);
    });

    [Theory]
    [AllArms]
    public void B127_Without_the_lock_waiting_and_notifying_throw__test_notify_unacquired(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var condition = new AsyncCondition();
        Assert.Contains("To notify a condition, hold its lock", Assert.Throws<InvalidOperationException>(() => condition.Notify()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(condition.NotifyAll);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await condition.WaitAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await condition.WaitForAsync(static () => false));
        Assert.Throws<ArgumentOutOfRangeException>(() => condition.Notify(-1));
    });

    [Theory]
    [AllArms]
    public void B127_A_predicate_that_holds_needs_no_lock__test_wait_for_unacquired(ArmKind arm) =>
        Arms.Run(arm, async () => await new AsyncCondition().WaitForAsync(static () => true));

    [Theory]
    [EveryOrder]
    public void A_predicate_is_looked_at_after_every_notification__test_wait_for(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var condition = new AsyncCondition();
        bool holds = false;
        int looks = 0;
        LoopTask task = EventLoop.Current.CreateTask(async () =>
        {
            using (await condition.AcquireAsync())
            {
                await condition.WaitForAsync(() => ++looks > 0 && holds);
            }
        });
        await Settle();
        await NotifyOnce(condition);
        await Settle();
        Assert.Equal((2, false), (looks, task.IsDone));
        holds = true;
        await NotifyOnce(condition);
        await task;
        Assert.Equal(3, looks);
    });

    [Theory]
    [AllArms]
    public void Notify_wakes_no_more_than_asked_for_and_all_if_that_is_more__test_notify(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var condition = new AsyncCondition();
        List<int> woken = [];
        LoopTask[] tasks = [.. Enumerable.Range(1, 3).Select(number => EventLoop.Current.CreateTask(async () =>
        {
            using (await condition.AcquireAsync())
            {
                await condition.WaitAsync();
                woken.Add(number);
            }
        }))];
        await Tick();
        await NotifyOnce(condition);
        await Tick();
        Assert.Equal([1], woken);
        using (await condition.AcquireAsync())
        {
            condition.Notify(1);
            condition.Notify(2048);
        }

        foreach (LoopTask task in tasks)
        {
            await task;
        }

        Assert.Equal([1, 2, 3], woken);
    });

    [Theory]
    [AllArms]
    public void Conditions_share_a_lock__test_explicit_lock(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var mutex = new AsyncLock();
        var condition = new AsyncCondition(mutex);
        using (await mutex.AcquireAsync())
        {
            Assert.True(condition.IsLocked);
        }

        using (await condition.AcquireAsync())
        {
            Assert.True(mutex.IsLocked);
        }

        Assert.Same(mutex, condition.Mutex);
        Assert.False(mutex.IsLocked);
    });

    private static async Task CancelAfterNotify(int ticks)
    {
        var condition = new AsyncCondition();
        int items = 0;
        bool closed = false;
        LoopTask[] consumers = [.. Enumerable.Range(0, 2).Select(_ => EventLoop.Current.CreateTask(async () =>
        {
            using (await condition.AcquireAsync())
            {
                while (true)
                {
                    await condition.WaitForAsync(() => items > 0 || closed);
                    if (items == 0)
                    {
                        return;
                    }

                    items--;
                }
            }
        }))];
        await Settle();
        using (await condition.AcquireAsync())
        {
            items++;
            condition.Notify();
            for (int i = 0; i < ticks; i++)
            {
                await Tick();
            }

            consumers[0].Cancel();
        }

        await Settle();
        Assert.Equal(0, items);
        using (await condition.AcquireAsync())
        {
            closed = true;
            condition.NotifyAll();
        }

        await consumers[1];
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await consumers[0]);
    }

    private static async Task NotifyOnce(AsyncCondition condition)
    {
        using (await condition.AcquireAsync())
        {
            condition.Notify();
        }
    }
}
