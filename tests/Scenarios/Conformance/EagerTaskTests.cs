using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>Seen to fail: an eager start that does not put the caller's context back (B064), a lazy one (B062).</remarks>
public class EagerTaskTests
{
    [Theory]
    [EveryOrder]
    public void B062_An_eager_task_that_does_not_wait_is_done_at_once__test_eager_completion(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<string> task = TheLoop.CreateEagerTask(() => Task.FromResult("hello"));
        Assert.True(task.IsDone);
        Assert.False(task.Cancel());
        Assert.Equal("hello", await task);
        LoopTask faulted = TheLoop.CreateEagerTask(Task () => throw new FormatException());
        Assert.True(faulted.IsDone);
        await Thrown<FormatException>(faulted);
    });

    [Theory]
    [EveryOrder]
    public void B062_An_eager_task_that_waits_is_pending__test_block_after_eager_step(ArmKind arm) => Arms.Run(arm, async () =>
    {
        bool started = false;
        LoopTask<string> task = TheLoop.CreateEagerTask(async () =>
        {
            started = true;
            return await LoopTask.Sleep(Ms(1), "hello");
        });
        Assert.True(started);
        Assert.False(task.IsDone);
        Assert.Equal("hello", await task);
    });

    [Theory]
    [EveryOrder]
    public void B063_An_eager_task_can_be_canceled_as_soon_as_it_waits__test_cancellation_after_eager_step_blocks(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask task = TheLoop.CreateEagerTask(SleepLong);
        Assert.True(task.Cancel("message"));
        Assert.Equal(1, task.CancellationRequests);
        Assert.Equal("message", (await Thrown<OperationCanceledException>(task)).Message);
    });

    [Theory]
    [EveryOrder]
    public void B064_The_current_task_is_the_eager_one_in_its_first_step_and_the_caller_after_it__test_current_task(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask parent = TheLoop.CreateTask(async () =>
        {
            LoopTask? outer = LoopTask.Current;
            LoopTask? seen = null;
            LoopTask child = TheLoop.CreateEagerTask(async () =>
            {
                seen = LoopTask.Current;
                await LoopTask.Sleep(Ms(1));
                Assert.Same(seen, LoopTask.Current);
            });
            Assert.Same(child, seen);
            Assert.Same(outer, LoopTask.Current);
            await child;
            Assert.Same(outer, LoopTask.Current);
        });
        await parent;
    });

    [Theory]
    [EveryOrder]
    public void B064_What_an_eager_task_sets_in_its_AsyncLocals_stays_its_own__test_context_vars(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var local = new AsyncLocal<int> { Value = 1 };
        LoopTask task = TheLoop.CreateEagerTask(() =>
        {
            Assert.Equal(1, local.Value);
            local.Value = 2;
            return Rest();
        });
        Assert.Equal(1, local.Value);
        await task;
        Assert.Equal(1, local.Value);

        async Task Rest()
        {
            await LoopTask.Sleep(Ms(1));
            Assert.Equal(2, local.Value);
        }
    });

    [Theory]
    [EveryOrder]
    public void An_eager_task_is_among_all_tasks_while_it_runs__test_all_tasks_with_eager_completion(ArmKind arm) => Arms.Run(arm, () =>
    {
        bool found = false;
        LoopTask task = TheLoop.CreateEagerTask(() =>
        {
            found = TheLoop.AllTasks.Contains(LoopTask.Current);
            return Task.CompletedTask;
        });
        Assert.True(found);
        Assert.DoesNotContain(task, TheLoop.AllTasks);
        return Task.CompletedTask;
    });

    [Theory]
    [EveryOrder]
    public void A_future_that_an_eager_task_completes_is_done_at_once__test_await_future_during_eager_step(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<string>();
        LoopTask task = TheLoop.CreateEagerTask(() =>
        {
            future.SetResult("my message");
            return Task.CompletedTask;
        });
        Assert.True(task.IsDone);
        Assert.Equal("my message", await future);
    });

    [Theory]
    [RealAndNested]
    public void Where_its_loop_does_not_run_an_eager_task_starts_in_the_first_tick(ArmKind arm) => Arms.Run(arm, async () =>
    {
        using var other = new EventLoop();
        LoopTask<int> task = other.CreateEagerTask(() => Task.FromResult(1));
        Assert.False(task.IsDone);
        await Task.Run(() => other.RunUntilComplete(task));
        Assert.Equal(1, task.Result);
    });
}
