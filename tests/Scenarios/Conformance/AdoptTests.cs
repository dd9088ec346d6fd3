using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>Seen to fail: a handle that is canceled at once although its source was canceled and its task not over.</remarks>
public class AdoptTests
{
    [Theory]
    [EveryOrder]
    public void B038_Canceling_the_handle_of_a_promise_cancels_the_promise__test_wrap_future_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var promise = new TaskCompletionSource<int>();
        LoopTask<int> handle = TheLoop.Adopt(promise);
        Assert.True(handle.Cancel());
        await Thrown<OperationCanceledException>(handle);
        Assert.True(handle.IsCanceled);
        Assert.True(promise.Task.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void B038_A_promise_that_is_kept_already_keeps_its_result__test_wrap_future_cancel2(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var promise = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        LoopTask<int> handle = TheLoop.Adopt(promise);
        promise.SetResult(42);
        handle.Cancel();
        await LoopTask.Wait([handle]);
        Assert.Equal(42, promise.Task.Result);
    });

    [Theory]
    [EveryOrder]
    public void A_hot_task_is_adopted_with_its_result_or_its_fault__test_wrap_future(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<int> handle = TheLoop.Adopt(After(Ms(1), 42), name: "hot");
        Assert.Equal("hot", handle.Name);
        Assert.Contains(handle, TheLoop.AllTasks);
        Assert.Equal(42, await handle);
        Assert.DoesNotContain(handle, TheLoop.AllTasks);
        await Thrown<FormatException>(TheLoop.Adopt(Throws(Ms(1), new FormatException())));
        LoopTask<int> done = TheLoop.Adopt(Task.FromResult(1));
        Assert.True(done.IsDone);
        Assert.Equal(1, await done);
    });

    [Theory]
    [EveryOrder]
    public void What_ends_on_another_thread_goes_on_on_the_loop(ArmKind arm) => Arms.Run(arm, async () =>
    {
        EventLoop loop = TheLoop;
        Assert.Equal(42, await loop.Adopt(Task.Run(() => 42)));
        Assert.Same(loop, EventLoop.Current);
    });

    [Theory]
    [EveryOrder]
    public void Canceling_a_handle_cancels_its_source_and_waits_for_the_task(ArmKind arm) => Arms.Run(arm, async () =>
    {
        bool cleaned = false;
        using var source = new CancellationTokenSource();
        LoopTask handle = TheLoop.Adopt(Work(source.Token), source);
        Assert.True(handle.Cancel("enough"));
        Assert.False(handle.IsDone);
        await Thrown<OperationCanceledException>(handle);
        Assert.True(cleaned);
        Assert.Equal(1, handle.CancellationRequests);

        async Task Work(CancellationToken token)
        {
            try
            {
                await Task.Delay(Long, token);
            }
            finally
            {
                await LoopTask.Sleep(Ms(1));
                cleaned = true;
            }
        }
    });

    [Theory]
    [EveryOrder]
    public void A_handle_whose_task_nothing_cancels_is_let_go(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var promise = new TaskCompletionSource<int>();
        LoopTask<int> handle = TheLoop.Adopt(promise.Task);
        await Thrown<TimeoutException>(LoopTask.WaitFor(handle, Ms(1)));
        Assert.True(handle.IsCanceled);
        promise.SetResult(42);
        await Tick();
        Assert.True(handle.IsCanceled);
    });

    [Theory]
    [RealAndNested]
    public void A_task_can_be_adopted_before_the_loop_runs(ArmKind arm) => Arms.Run(arm, async () =>
    {
        using var other = new EventLoop();
        LoopTask<int> handle = other.Adopt(Task.Run(() => 42));
        await Task.Run(() => other.RunUntilComplete(handle));
        Assert.Equal(42, handle.Result);
    });
}
