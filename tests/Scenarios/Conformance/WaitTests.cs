using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>Seen to fail: a fault that does not end a wait for the first exception (B077), a cancellation that counts as a fault (test_wait_first_exception).</remarks>
public class WaitTests
{
    [Theory]
    [EveryOrder]
    public void A_wait_gives_all_that_are_done_in_the_order_of_the_arguments__test_wait(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<int> a = TheLoop.CreateTask(() => After(Ms(30), 1));
        LoopTask<int> b = TheLoop.CreateTask(() => After(Ms(1), 2));
        (IReadOnlyList<LoopTask<int>> done, IReadOnlyList<LoopTask<int>> pending) = await LoopTask.Wait([b, a, b]);
        Assert.Equal([b, a], done);
        Assert.Empty(pending);
        WaitResult<LoopTask<int>> again = await LoopTask.Wait([b, a]);
        Assert.Equal([b, a], again.Done);
    });

    [Theory]
    [EveryOrder]
    public void B075_A_wait_for_the_first_leaves_the_others_running__test_wait_first_completed(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask a = TheLoop.CreateTask(SleepLong);
        LoopTask b = TheLoop.CreateTask(() => After(Ms(1), 2));
        (IReadOnlyList<LoopTask> done, IReadOnlyList<LoopTask> pending) = await LoopTask.Wait([b, a], WaitUntil.FirstCompleted);
        Assert.Equal([b], done);
        Assert.Equal([a], pending);
        Assert.False(a.IsDone);
        a.Cancel();
        await Thrown<OperationCanceledException>(a);
    });

    [Theory]
    [AllArms]
    public void More_may_be_done_than_were_asked_for__test_wait_really_done(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var a = new LoopFuture<int>();
        var b = new LoopFuture<int>();
        Task<WaitResult<LoopFuture<int>>> wait = LoopTask.Wait([a, b], WaitUntil.FirstCompleted);
        a.SetResult(1);
        TheLoop.CallSoon(() => b.SetResult(2));
        Assert.Equal([a, b], (await wait).Done);
    });

    [Theory]
    [EveryOrder]
    public void B077_A_fault_ends_a_wait_for_the_first_exception_and_is_not_thrown__test_wait_first_exception_in_wait(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask a = TheLoop.CreateTask(SleepLong);
        LoopTask b = TheLoop.CreateTask(() => Throws(Ms(1), new FormatException()));
        (IReadOnlyList<LoopTask> done, IReadOnlyList<LoopTask> pending) = await LoopTask.Wait([b, a], WaitUntil.FirstException);
        Assert.Equal([b], done);
        Assert.Equal([a], pending);
        Assert.IsType<FormatException>(b.Exception);
        a.Cancel();
        await Thrown<OperationCanceledException>(a);
    });

    [Theory]
    [EveryOrder]
    public void A_cancellation_is_no_fault__test_wait_first_exception(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask a = TheLoop.CreateTask(SleepLong);
        LoopTask<int> b = TheLoop.CreateTask(() => After(Ms(40), 1));
        a.Cancel();
        WaitResult<LoopTask> waited = await LoopTask.Wait([a, b], WaitUntil.FirstException);
        Assert.Equal([a, b], waited.Done);
    });

    [Theory]
    [EveryOrder]
    public void A_wait_for_all_throws_no_fault_of_theirs__test_wait_with_exception(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask a = TheLoop.CreateTask(() => After(Ms(20), 1));
        LoopTask b = TheLoop.CreateTask(() => Throws(Ms(1), new FormatException()));
        WaitResult<LoopTask> waited = await LoopTask.Wait([b, a]);
        Assert.Equal([b, a], waited.Done);
        Assert.IsType<FormatException>(waited.Done[0].Exception);
    });

    [Theory]
    [EveryOrder]
    public void B078_When_the_time_is_over_nothing_is_thrown_and_nothing_canceled__test_wait_with_timeout(ArmKind arm) => Arms.Run(arm, async () =>
    {
        int timers = TheLoop.TimerCount;
        LoopTask a = TheLoop.CreateTask(() => After(Ms(1), 1));
        LoopTask b = TheLoop.CreateTask(SleepLong);
        WaitResult<LoopTask> waited = await LoopTask.Wait([b, a], timeout: Ms(60));
        Assert.Equal([a], waited.Done);
        Assert.Equal([b], waited.Pending);
        b.Cancel();
        await Thrown<OperationCanceledException>(b);
        await LoopTask.Wait([a], timeout: Long);
        Assert.Equal(timers, TheLoop.TimerCount);
    });

    [Theory]
    [EveryOrder]
    public void B079_Nothing_to_wait_for_and_unknown_ends_are_refused__test_wait_errors(ArmKind arm) => Arms.Run(arm, async () =>
    {
        await Assert.ThrowsAsync<ArgumentException>(() => LoopTask.Wait(Array.Empty<LoopTask>()));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LoopTask.Wait([new LoopFuture<int>()], (WaitUntil)(-1)));
        await Assert.ThrowsAsync<ArgumentNullException>(() => LoopTask.Wait<LoopTask>(null!));
        await Assert.ThrowsAsync<ArgumentException>(() => LoopTask.Wait([new LoopFuture<int>(), null!]));
    });

    [Theory]
    [EveryOrder]
    public void B080_Canceling_the_one_who_waits_leaves_what_it_waits_for_alone__test_yield_wait_does_not_shield_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        int rounds = 0;
        LoopTask inner = TheLoop.CreateTask(async () =>
        {
            await LoopTask.Sleep(Ms(60));
            rounds++;
        });
        LoopTask outer = TheLoop.CreateTask(async () =>
        {
            await LoopTask.Wait([inner]);
            rounds += 10;
        });
        await LoopTask.Sleep(Ms(1));
        outer.Cancel();
        await Thrown<OperationCanceledException>(outer);
        Assert.False(inner.IsDone);
        await inner;
        Assert.Equal(1, rounds);
    });
}
