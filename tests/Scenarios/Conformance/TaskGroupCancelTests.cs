using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>
/// Seen to fail: a group that does not take its own request back (B115), that drops a foreign one together with its own (B119), that does not
/// request again what a fault overtook (test_error_and_cancel), that takes tasks while it is being canceled (B114).
/// </remarks>
public class TaskGroupCancelTests
{
    [Theory]
    [EveryOrder]
    public void B114_A_group_that_is_being_canceled_takes_no_tasks__test_taskgroup_no_create_task_after_failure(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        bool refused = false, ran = false;
        AggregateException faults = await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(group =>
        {
            _ = group.CreateTask(() => Throws(Ms(1), new FormatException()));
            _ = group.CreateTask(async () =>
            {
                try
                {
                    await LoopTask.Sleep(Long);
                }
                catch (OperationCanceledException)
                {
                    refused = Record.Exception(() => group.CreateTask(Marks)) is InvalidOperationException;
                }
            });
            return Task.CompletedTask;
        }));
        Assert.Single(faults.InnerExceptions);
        Assert.True(refused);
        await LoopTask.Sleep(Ms(20));
        Assert.False(ran);

        Task Marks()
        {
            ran = true;
            return Task.CompletedTask;
        }
    });

    [Theory]
    [EveryOrder]
    public void B114_A_group_takes_tasks_between_its_begin_and_its_end_alone__test_taskgroup_finished__test_taskgroup_not_entered(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        var group = new TaskGroup();
        Assert.Contains("not been entered", Assert.Throws<InvalidOperationException>(() => group.CreateTask(SleepLong)).Message, StringComparison.Ordinal);
        await group.Run(() => Task.CompletedTask);
        Assert.Contains("finished", Assert.Throws<InvalidOperationException>(() => group.CreateTask(SleepLong)).Message, StringComparison.Ordinal);
        Assert.Same(LoopTask.Current, TheLoop.AllTasks[^1]);
    });

    [Theory]
    [EveryOrder]
    public void A_group_is_entered_once_and_in_a_task__test_taskgroup_double_enter__test_taskgroup_without_parent_task(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        var group = new TaskGroup();
        await group.Run(async () =>
            Assert.Contains("entered already", (await Assert.ThrowsAsync<InvalidOperationException>(() => group.Run(() => Task.CompletedTask))).Message, StringComparison.Ordinal));
        await Assert.ThrowsAsync<InvalidOperationException>(() => group.Run(() => Task.CompletedTask));
        var refused = new LoopFuture<bool>();
        using (ExecutionContext.SuppressFlow())
        {
            TheLoop.CallSoon(() => refused.SetResult(Record.Exception(() => new TaskGroup().Run(() => Task.CompletedTask).IsCompleted) is InvalidOperationException));
        }

        Assert.True(await refused);
    });

    [Theory]
    [EveryOrder]
    public void B115_After_a_fault_that_is_handled_the_owner_goes_on__test_cancelling_level_preserved(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(group =>
        {
            _ = group.CreateTask(() => Throws(TimeSpan.Zero, new FormatException()));
            return Task.CompletedTask;
        }));
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
        await LoopTask.Sleep(Ms(1));
    });

    [Theory]
    [AllArms]
    public void Of_two_nested_groups_that_are_both_canceled_each_takes_its_own_request_back__test_nested_groups_both_cancelled(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        AggregateException outer = await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(async group =>
        {
            AggregateException inner = await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(nested =>
            {
                _ = nested.CreateTask(() => Throws(TimeSpan.Zero, new FormatException()));
                _ = group.CreateTask(() => Throws(TimeSpan.Zero, new InvalidOperationException()));
                return Task.CompletedTask;
            }));
            Assert.IsType<FormatException>(Assert.Single(inner.InnerExceptions));
            Assert.Equal(1, LoopTask.Current!.CancellationRequests);
        }));
        Assert.IsType<InvalidOperationException>(Assert.Single(outer.InnerExceptions));
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
    });

    [Theory]
    [AllArms]
    public void A_cancellation_from_outside_survives_a_fault__test_error_and_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var started = new LoopFuture<bool>();
        bool passed = false;
        LoopTask inner = TheLoop.CreateTask(async () =>
        {
            await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(async group =>
            {
                _ = group.CreateTask(async () =>
                {
                    started.SetResult(true);
                    await Tick();
                    throw new FormatException();
                });
                await LoopTask.Sleep(Long);
            }));
            Assert.Equal(1, LoopTask.Current!.CancellationRequests);
            await LoopTask.Sleep(Long);
            passed = true;
        });
        await started;
        Assert.Equal(0, inner.CancellationRequests);
        inner.Cancel();
        await Thrown<OperationCanceledException>(inner);
        Assert.True(inner.IsCanceled);
        Assert.False(passed);
    });

    [Theory]
    [EveryOrder]
    public void B119_Cancel_ends_a_group_without_an_exception(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask child = null!;
        bool reached = false;
        await TaskGroup.Run(async group =>
        {
            child = group.CreateTask(SleepLong);
            _ = group.CreateTask(async () =>
            {
                await LoopTask.Sleep(Ms(1));
                group.Cancel();
                group.Cancel();
            });
            await LoopTask.Sleep(Long);
            reached = true;
        });
        Assert.True(child.IsCanceled);
        Assert.False(reached);
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
        await LoopTask.Sleep(Ms(1));
    });

    [Theory]
    [EveryOrder]
    public void B119_Cancel_from_within_the_body_and_while_the_group_waits(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask child = null!;
        await TaskGroup.Run(group =>
        {
            child = group.CreateTask(SleepLong);
            group.Cancel();
            return Task.CompletedTask;
        });
        Assert.True(child.IsCanceled);
        await TaskGroup.Run(group =>
        {
            child = group.CreateTask(SleepLong);
            TheLoop.CallLater(Ms(1), group.Cancel);
            return Task.CompletedTask;
        });
        Assert.True(child.IsCanceled);
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
    });

    [Theory]
    [EveryOrder]
    public void B119_Cancel_before_the_begin_takes_effect_there_and_after_the_end_none(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        bool reached = false;
        var group = new TaskGroup();
        group.Cancel();
        await group.Run(async () =>
        {
            Assert.Throws<InvalidOperationException>(() => group.CreateTask(SleepLong));
            await LoopTask.Sleep(Long);
            reached = true;
        });
        Assert.False(reached);
        group.Cancel();
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
        await LoopTask.Sleep(Ms(1));
    });

    [Theory]
    [EveryOrder]
    public void B119_A_cancellation_from_outside_is_not_swallowed_by_Cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        TaskGroup group = null!;
        LoopTask owner = TheLoop.CreateTask(() => TaskGroup.Run(async entered =>
        {
            group = entered;
            _ = group.CreateTask(async () =>
            {
                try
                {
                    await LoopTask.Sleep(Long);
                }
                finally
                {
                    await LoopTask.Sleep(Ms(100));
                }
            });
            await LoopTask.Sleep(Long);
        }));
        await LoopTask.Sleep(Ms(30));
        group.Cancel();
        await LoopTask.Sleep(Ms(30));
        owner.Cancel("outside");
        Assert.Equal("outside", (await Thrown<OperationCanceledException>(owner)).Message);
        Assert.Equal(1, owner.CancellationRequests);
    });
}
