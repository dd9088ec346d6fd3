using static Sim.Scenarios.Conformance.Ticks;

namespace Sim.Scenarios.Conformance;

/// <summary>CPython's test_locks, EventTests, in words of C#.</summary>
public class EventTests
{
    [Theory]
    [AllArms]
    public void Set_wakes_everybody_in_order_and_a_newcomer_does_not_wait__test_wait(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var happened = new AsyncEvent();
        List<int> woken = [];
        LoopTask first = Wait(1);
        LoopTask second = Wait(2);
        await Tick();
        Assert.Empty(woken);

        LoopTask third = Wait(3);
        happened.Set();
        await Tick();
        Assert.Equal([3, 1, 2], woken);
        Assert.True(first.IsDone && second.IsDone && third.IsDone);
        Assert.True(happened.WaitAsync().IsCompletedSuccessfully);

        LoopTask Wait(int number) => EventLoop.Current.CreateTask(async () =>
        {
            await happened.WaitAsync();
            woken.Add(number);
        });
    });

    [Theory]
    [EveryOrder]
    public void B123_Who_waited_goes_on_although_the_event_is_reset_at_once__test_clear_with_waiters(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var happened = new AsyncEvent();
        LoopTask waiter = EventLoop.Current.CreateTask(async () => await happened.WaitAsync());
        await Settle();
        Assert.Equal("AsyncEvent [unset, waiters: 1]", happened.ToString());
        happened.Set();
        happened.Reset();
        Assert.False(happened.IsSet);
        happened.Set();
        happened.Set();
        happened.Reset();
        await waiter;
        Assert.False(happened.IsSet);
    });

    [Theory]
    [EveryOrder]
    public void A_canceled_waiter_leaves_nothing_behind__test_wait_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var happened = new AsyncEvent();
        LoopTask waiter = EventLoop.Current.CreateTask(async () => await happened.WaitAsync());
        EventLoop.Current.CallSoon(() => waiter.Cancel());
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await waiter);
        Assert.Equal("AsyncEvent [unset, waiters: 0]", happened.ToString());
    });
}
