using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>
/// Seen to fail: callbacks called inside SetResult (B032), RemoveDoneCallback taking the first alone (B033), an emptied list of waiters asked for its
/// first (test_remove_done_callbacks_list_clear).
/// </remarks>
public class FutureTests
{
    [Theory]
    [EveryOrder]
    public void B031_A_pending_future_that_is_canceled_says_so_and_takes_nothing_more__test_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<int>();
        Assert.True(future.Cancel("enough"));
        Assert.True(future.IsCanceled);
        Assert.True(future.IsDone);
        Assert.Equal("enough", future.CancelReason);
        Assert.Equal("enough", Assert.Throws<OperationCanceledException>(() => future.Result).Message);
        Assert.Throws<OperationCanceledException>(() => future.Exception);
        Assert.Throws<InvalidOperationException>(() => future.SetResult(1));
        Assert.Throws<InvalidOperationException>(() => future.SetException(new FormatException()));
        Assert.False(future.Cancel());
        await Thrown<OperationCanceledException>(future);
    });

    [Theory]
    [AllArms]
    public void B032_Done_callbacks_run_in_the_next_tick_in_their_order__test_callbacks_invoked_on_set_result(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string> log = [];
        var future = new LoopFuture<int>();
        future.AddDoneCallback(done => log.Add(ReferenceEquals(done, future) ? "a" : "?"));
        future.AddDoneCallback(_ => log.Add("b"));
        future.SetResult(1);
        Assert.Empty(log);
        await Tick();
        Assert.Equal(["a", "b"], log);
    });

    [Theory]
    [AllArms]
    public void Done_callbacks_run_after_a_fault_and_after_a_cancellation__test_callbacks_invoked_on_set_exception(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string> log = [];
        var faulted = new LoopFuture<int>();
        var canceled = new LoopFuture<int>();
        faulted.AddDoneCallback(future => log.Add(future.Exception!.Message));
        canceled.AddDoneCallback(future => log.Add(future.CancelReason!));
        faulted.SetException(new FormatException("broken"));
        canceled.Cancel("enough");
        await Tick();
        Assert.Equal(["broken", "enough"], log);
    });

    [Theory]
    [AllArms]
    public void B033_A_callback_is_removed_as_often_as_it_was_added__test_remove_done_callback(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string> log = [];
        var future = new LoopFuture<int>();
        Action<LoopFuture> a = _ => log.Add("a");
        Action<LoopFuture> b = _ => log.Add("b");
        future.AddDoneCallback(a);
        future.AddDoneCallback(b);
        future.AddDoneCallback(a);
        Assert.Equal(2, future.RemoveDoneCallback(a));
        Assert.Equal(0, future.RemoveDoneCallback(a));
        future.SetResult(1);
        await Tick();
        Assert.Equal(["b"], log);
    });

    [Theory]
    [AllArms]
    public void A_future_whose_callbacks_are_all_removed_is_like_new__test_remove_done_callbacks_list_clear(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string> log = [];
        LoopFuture<string> future = LoopTask.Sleep(Ms(1), "slept");
        Action<LoopFuture> a = _ => log.Add("a");
        future.AddDoneCallback(a);
        future.AddDoneCallback(a);
        Assert.Equal(2, future.RemoveDoneCallback(a));
        await LoopTask.Sleep(Ms(3));
        Assert.Empty(log);
        Assert.Equal("slept", await future);
    });

    [Theory]
    [AllArms]
    public void A_callback_added_to_a_done_future_runs_in_the_next_tick__test_add_done_callback(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string> log = [];
        var future = new LoopFuture<int>();
        future.SetResult(1);
        future.AddDoneCallback(_ => log.Add("a"));
        Assert.Empty(log);
        await Tick();
        Assert.Equal(["a"], log);
    });

    [Theory]
    [EveryOrder]
    public void A_callback_runs_with_the_AsyncLocals_of_its_adding__test_futures2(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var local = new AsyncLocal<string>();
        string? seen = null;
        var future = new LoopFuture<int>();
        local.Value = "then";
        future.AddDoneCallback(_ => seen = local.Value);
        local.Value = "now";
        future.SetResult(1);
        await Ticks(2);
        await LoopTask.Sleep(Ms(20));
        Assert.Equal("then", seen);
        Assert.Equal("now", local.Value);
    });

    [Theory]
    [EveryOrder]
    public void A_future_is_done_once_and_refuses_to_be_read_before__test_result(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<int>();
        Assert.Throws<InvalidOperationException>(() => future.Result);
        Assert.Throws<InvalidOperationException>(() => future.Exception);
        future.SetResult(42);
        Assert.Equal(42, future.Result);
        Assert.Null(future.Exception);
        Assert.True(future.IsSuccessful);
        Assert.Throws<InvalidOperationException>(() => future.SetResult(43));
        Assert.False(future.TrySetResult(43));
        Assert.False(future.TrySetException(new FormatException()));
        Assert.Equal(42, await future);
    });

    [Theory]
    [EveryOrder]
    public void A_fault_is_thrown_as_often_as_it_is_awaited__test_exception(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var fault = new FormatException("broken");
        var future = new LoopFuture<int>();
        future.SetException(fault);
        Assert.Same(fault, future.Exception);
        Assert.Same(fault, await Thrown<FormatException>(future));
        Assert.Same(fault, await Thrown<FormatException>(future));
        Assert.Throws<ArgumentNullException>(() => new LoopFuture<int>().SetException(null!));
    });

    [Theory]
    [EveryOrder]
    public void B036_Canceling_a_faulted_future_does_nothing__test_tb_logger_not_called_after_cancel(ArmKind arm) => Arms.Run(arm, () =>
    {
        var future = new LoopFuture<int>();
        future.SetException(new FormatException());
        Assert.False(future.Cancel());
        Assert.True(future.IsFaulted);
        return Task.CompletedTask;
    });

    [Theory]
    [AllArms]
    public void B037_Awaiting_a_done_future_does_not_yield__test_yield_from_twice(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string> log = [];
        var future = new LoopFuture<string>();
        TheLoop.CallSoon(() => future.SetResult("done"));
        Assert.Equal("done", await future);
        TheLoop.CallSoon(() => log.Add("callback"));
        Assert.Equal("done", await future);
        Assert.Empty(log);
        await Tick();
        Assert.Single(log);
    });

    [Theory]
    [AllArms]
    public void Those_who_wait_go_on_in_the_order_in_which_they_began_to_wait(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<int> log = [];
        var future = new LoopFuture<int>();
        LoopTask[] tasks = [.. Enumerable.Range(0, 5).Select(i => TheLoop.CreateTask(async () =>
        {
            await future;
            log.Add(i);
        }))];
        await Tick();
        future.SetResult(1);
        await LoopTask.Gather(tasks);
        Assert.Equal([0, 1, 2, 3, 4], log);
    });

    [Theory]
    [EveryOrder]
    public void As_a_Task_it_ends_as_the_future_does(ArmKind arm) => Arms.Run(arm, async () =>
    {
        Assert.Equal(42, await LoopTask.Sleep(Ms(1), 42).AsTask());
        LoopFuture untyped = LoopTask.Sleep(Ms(1));
        await untyped.AsTask();
        Assert.Equal(43, await TheLoop.CreateTask(() => After(Ms(1), 43)).AsTask());
        await Assert.ThrowsAsync<FormatException>(() => TheLoop.CreateTask(() => Throws(Ms(1), new FormatException())).AsTask());
        var canceled = new LoopFuture<int>();
        Task<int> task = canceled.AsTask();
        canceled.Cancel("enough");
        Assert.Equal("enough", (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task)).Message);
        Assert.True(task.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void As_a_Task_it_keeps_the_cancellation_of_those_who_await_it_to_itself(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<int>();
        LoopTask waiting = TheLoop.CreateTask(async () => await future.AsTask());
        await LoopTask.Sleep(Ms(20));
        waiting.Cancel();
        await LoopTask.Sleep(Ms(20));
        Assert.False(future.IsDone);
        future.SetResult(1);
        await Thrown<OperationCanceledException>(waiting);
    });
}
