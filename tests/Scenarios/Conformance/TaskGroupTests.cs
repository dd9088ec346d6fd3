using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>
/// Seen to fail: a group that does not cancel its owner at a child's fault (B108), that counts a canceled child as a fault (B109), that does not wait for its
/// children (B110, B111).
/// </remarks>
public class TaskGroupTests
{
    [Theory]
    [EveryOrder]
    public void The_end_of_a_group_waits_for_its_tasks__test_taskgroup_01__test_taskgroup_02(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask<int> a = null!, b = null!;
        await TaskGroup.Run(async group =>
        {
            a = group.CreateTask(() => After(Ms(1), 42));
            await LoopTask.Sleep(Ms(1));
            b = group.CreateTask(() => After(Ms(20), 11), "yolo");
            Assert.Equal("yolo", b.Name);
            _ = group.CreateTask(token => Task.Delay(1, token));
            Assert.Equal(2, await group.CreateTask(_ => Task.FromResult(2)));
        });
        Assert.Equal((42, 11), (a.Result, b.Result));
    });

    [Theory]
    [EveryOrder]
    public void B108_A_fault_cancels_the_others_and_the_body__test_cancel_children_on_child_error(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        bool bodyCanceled = false, after = false;
        LoopTask sibling = null!;
        AggregateException faults = await Assert.ThrowsAsync<AggregateException>(async () =>
        {
            await TaskGroup.Run(async group =>
            {
                _ = group.CreateTask(() => Throws(Ms(1), new FormatException()));
                sibling = group.CreateTask(SleepLong);
                try
                {
                    await LoopTask.Sleep(Long);
                }
                catch (OperationCanceledException)
                {
                    bodyCanceled = true;
                    throw;
                }
            });
            after = true;
        });
        Assert.IsType<FormatException>(Assert.Single(faults.InnerExceptions));
        Assert.True(bodyCanceled);
        Assert.True(sibling.IsCanceled);
        Assert.False(after);
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
    });

    [Theory]
    [AllArms]
    public void All_faults_come_out_in_their_order(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        AggregateException faults = await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(async group =>
        {
            for (int i = 0; i < 3; i++)
            {
                int number = i;
                _ = group.CreateTask(() => Throws(TimeSpan.Zero, new FormatException($"{number}")));
            }

            await SleepLong();
        }));
        Assert.Equal(["0", "1", "2"], faults.InnerExceptions.Select(fault => fault.Message));
    });

    [Theory]
    [EveryOrder]
    public void B109_A_child_that_is_canceled_alone_changes_nothing__test_taskgroup_03(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask a = null!;
        LoopTask<int> b = null!;
        await TaskGroup.Run(async group =>
        {
            a = group.CreateTask(SleepLong);
            await LoopTask.Sleep(Ms(1));
            a.Cancel();
            b = group.CreateTask(() => After(Ms(1), 11));
        });
        Assert.True(a.IsCanceled);
        Assert.Equal(11, b.Result);
    });

    [Theory]
    [EveryOrder]
    public void B110_What_the_body_throws_cancels_the_tasks_and_is_among_the_faults__test_taskgroup_09__test_taskgroup_10(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        foreach (bool waits in new[] { true, false })
        {
            LoopTask a = null!;
            AggregateException faults = await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(async group =>
            {
                a = group.CreateTask(SleepLong);
                if (waits)
                {
                    await LoopTask.Sleep(Ms(1));
                }

                throw new FormatException();
            }));
            Assert.IsType<FormatException>(Assert.Single(faults.InnerExceptions));
            Assert.True(a.IsCanceled);
        }
    });

    [Theory]
    [EveryOrder]
    public void B111_Canceling_the_owner_cancels_the_tasks__test_cancellation__test_taskgroup_07(ArmKind arm) => Arms.Run(arm, async () =>
    {
        foreach (bool waitsInBody in new[] { true, false })
        {
            int canceled = 0;
            LoopTask owner = TheLoop.CreateTask(() => TaskGroup.Run(async group =>
            {
                for (int i = 0; i < 5; i++)
                {
                    _ = group.CreateTask(Child);
                }

                if (waitsInBody)
                {
                    await LoopTask.Sleep(Long);
                }
            }));
            await LoopTask.Sleep(Ms(30));
            Assert.False(owner.IsDone);
            owner.Cancel("test");
            Assert.Equal("test", (await Thrown<OperationCanceledException>(owner)).Message);
            Assert.Equal(5, canceled);

            async Task Child()
            {
                try
                {
                    await LoopTask.Sleep(Long);
                }
                catch (OperationCanceledException)
                {
                    canceled++;
                    throw;
                }
            }
        }
    });

    [Theory]
    [EveryOrder]
    public void B111_A_fault_in_the_cleanup_of_a_canceled_group_wins__test_taskgroup_08__test_taskgroup_18(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask owner = TheLoop.CreateTask(() => TaskGroup.Run(async group =>
        {
            _ = group.CreateTask(async () =>
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
            await LoopTask.Sleep(Long);
        }));
        await LoopTask.Sleep(Ms(30));
        owner.Cancel();
        Assert.IsType<FormatException>(Assert.Single((await Thrown<AggregateException>(owner)).InnerExceptions));
    });

    [Theory]
    [EveryOrder]
    public void Nobody_is_left_running_however_often_the_owner_is_canceled(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask child = null!;
        LoopTask owner = TheLoop.CreateTask(() => TaskGroup.Run(group =>
        {
            child = group.CreateTask(async () =>
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
            return Task.CompletedTask;
        }));
        for (int i = 0; i < 3; i++)
        {
            await LoopTask.Sleep(Ms(20));
            Assert.True(owner.Cancel());
        }

        await Thrown<OperationCanceledException>(owner);
        Assert.True(child.IsCanceled);
        Assert.Equal(3, owner.CancellationRequests);
    });

    [Theory]
    [EveryOrder]
    public void Faults_in_body_and_task_come_out_together__test_taskgroup_19__test_taskgroup_context_manager_exit_raises(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        AggregateException faults = await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(async group =>
        {
            _ = group.CreateTask(() => Throws(Ms(1), new FormatException()));
            try
            {
                await LoopTask.Sleep(Long);
            }
            catch (OperationCanceledException)
            {
                throw new InvalidOperationException();
            }
        }));
        Assert.Equal([typeof(FormatException), typeof(InvalidOperationException)], faults.InnerExceptions.Select(fault => fault.GetType()));
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);
    });

    [Theory]
    [EveryOrder]
    public void A_fault_of_the_inner_group_comes_out_of_both__test_taskgroup_14(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        AggregateException outer = await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(async group =>
        {
            _ = group.CreateTask(SleepLong);
            await TaskGroup.Run(inner =>
            {
                _ = inner.CreateTask(() => Throws(Ms(1), new FormatException()));
                return Task.CompletedTask;
            });
        }));
        AggregateException inner = Assert.IsType<AggregateException>(Assert.Single(outer.InnerExceptions));
        Assert.IsType<FormatException>(Assert.Single(inner.InnerExceptions));
    });

    [Theory]
    [EveryOrder]
    public void A_fault_of_the_outer_group_cancels_the_inner_one__test_taskgroup_13(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask innerTask = null!;
        AggregateException outer = await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(async group =>
        {
            _ = group.CreateTask(() => Throws(Ms(1), new FormatException()));
            await TaskGroup.Run(inner =>
            {
                innerTask = inner.CreateTask(SleepLong);
                return Task.CompletedTask;
            });
        }));
        Assert.IsType<FormatException>(Assert.Single(outer.InnerExceptions));
        Assert.True(innerTask.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void B113_A_task_may_add_tasks_while_the_group_ends__test_taskgroup_24(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        LoopTask<int> grandchild = null!;
        await TaskGroup.Run(group =>
        {
            _ = group.CreateTask(async () =>
            {
                await LoopTask.Sleep(Ms(1));
                grandchild = group.CreateTask(() => After(Ms(1), 42));
            });
            return Task.CompletedTask;
        });
        Assert.Equal(42, grandchild.Result);
    });

    [Theory]
    [EveryOrder]
    public void A_growing_group_is_ended_by_a_fault__test_taskgroup_25(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        int hydras = 0;
        AggregateException faults = await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(group =>
        {
            _ = group.CreateTask(() => Hydra(group));
            _ = group.CreateTask(Hercules);
            return Task.CompletedTask;
        }));
        Assert.IsType<FormatException>(Assert.Single(faults.InnerExceptions));
        Assert.True(hydras >= 10);

        async Task Hydra(TaskGroup group)
        {
            hydras++;
            await LoopTask.Sleep(Ms(1));
            _ = group.CreateTask(() => Hydra(group));
            _ = group.CreateTask(() => Hydra(group));
        }

        async Task Hercules()
        {
            while (hydras < 10)
            {
                await LoopTask.Sleep(Ms(1));
            }

            throw new FormatException();
        }
    });

    [Theory]
    [EveryOrder]
    public void A_group_counts_the_tasks_that_are_not_done__test_taskgroup_23(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        await TaskGroup.Run(async group =>
        {
            _ = group.CreateTask(SleepLong);
            LoopTask second = group.CreateTask(() => After(Ms(1), 1));
            Assert.Equal(2, group.Count);
            await second;
            Assert.Equal(1, group.Count);
            group.Cancel();
        });
    });

    [Theory]
    [RealAndNested]
    public void B118_A_fatal_exception_of_the_body_comes_out_as_it_is__test_taskgroup_20(ArmKind arm) => Arms.Run(
        arm,
        async () => await Assert.ThrowsAsync<NotSupportedException>(() => TaskGroup.Run(async group =>
        {
            _ = group.CreateTask(() => Throws(Ms(1), new FormatException()));
            try
            {
                await LoopTask.Sleep(Long);
            }
            catch (OperationCanceledException)
            {
                throw new NotSupportedException();
            }
        })),
        () => new EventLoopOptions { IsFatal = static exception => exception is NotSupportedException });

    [Theory]
    [EveryOrder]
    public void An_eager_task_that_faults_at_once_cancels_no_one_too_early__test_gh_128550(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        if (arm is ArmKind.World or ArmKind.Pool)
        {
            // Its loop is the world's, whose factory is not for one body to change.
            return;
        }

        TheLoop.TaskFactory = LoopTaskFactory.Eager;
        bool reached = false;
        await Assert.ThrowsAsync<AggregateException>(() => TaskGroup.Run(group =>
        {
            _ = group.CreateTask(Task () => throw new FormatException());
            _ = group.CreateTask(() => Task.CompletedTask);
            reached = true;
            return Task.CompletedTask;
        }));
        Assert.True(reached);
    });
}
