using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>
/// Seen to fail: a task started inside CreateTask (B041, AllTasks), AsyncLocals that do not flow from the making (B060), Sleep(0) by a timer (B059),
/// a task that may await itself (B054), a task kept in AllTasks after its end.
/// </remarks>
public class TaskTests
{
    [Theory]
    [AllArms]
    public void A_task_starts_in_the_next_tick_and_gives_its_result__test_task_basics(ArmKind arm) => Arms.Run(arm, async () =>
    {
        bool started = false;
        LoopTask<int> task = TheLoop.CreateTask(async () =>
        {
            started = true;
            await Tick();
            return 42;
        });
        Assert.False(started);
        await Tick();
        Assert.True(started);
        Assert.False(task.IsDone);
        Assert.Equal(42, await task);
        Assert.True(task.IsSuccessful);
    });

    [Theory]
    [AllArms]
    public void Tasks_start_in_the_order_of_their_making(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<int> log = [];
        LoopTask[] tasks = [.. Enumerable.Range(0, 5).Select(i => TheLoop.CreateTask(() =>
        {
            log.Add(i);
            return Task.CompletedTask;
        }))];
        await tasks[^1];
        Assert.Equal([0, 1, 2, 3, 4], log);
    });

    [Theory]
    [EveryOrder]
    public void B054_A_task_that_awaits_itself_is_told_so__test_task_awaits_on_itself(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask task = null!;
        task = TheLoop.CreateTask(async () => await task);
        await Thrown<InvalidOperationException>(task);
    });

    [Theory]
    [RealAndNested]
    public void B054_A_future_of_another_loop_is_refused__test_other_loop_future(ArmKind arm) => Arms.Run(arm, async () =>
    {
        using var other = new EventLoop();
        var future = new LoopFuture<int>(other);
        await Thrown<InvalidOperationException>(future);
    });

    [Fact]
    public void B055_Nobody_but_its_code_completes_a_task__test_task_set_methods()
    {
        Assert.DoesNotContain(typeof(LoopTask<int>).GetMethods(), method => method.Name.Contains("Set", StringComparison.Ordinal) && !method.IsSpecialName);
    }

    [Theory]
    [EveryOrder]
    public void B057_Each_task_is_the_current_one_after_each_of_its_awaits__test_current_task_with_interleaving_tasks(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask? outside = LoopTask.Current;
        LoopTask[] tasks = new LoopTask[3];
        for (int i = 0; i < tasks.Length; i++)
        {
            int index = i;
            tasks[i] = TheLoop.CreateTask(async () =>
            {
                for (int round = 0; round < 3; round++)
                {
                    Assert.Same(tasks[index], LoopTask.Current);
                    await Tick();
                    await LoopTask.Sleep(Ms(1));
                    await Task.Yield();
                    Assert.Same(tasks[index], LoopTask.Current);
                }
            });
        }

        await LoopTask.Gather(tasks);
        Assert.Same(outside, LoopTask.Current);
    });

    [Theory]
    [EveryOrder]
    public void B059_Sleep_hands_its_result_through__test_sleep(ArmKind arm) => Arms.Run(arm, async () =>
    {
        Assert.Equal("yeah", await LoopTask.Sleep(Ms(1), "yeah"));
        Assert.Equal("yeah", await LoopTask.Sleep(TimeSpan.Zero, "yeah"));
        Assert.Equal("yeah", await LoopTask.Sleep(Ms(-1), "yeah"));
    });

    [Theory]
    [AllArms]
    public void B059_Sleep_of_zero_lets_exactly_one_tick_pass__test_sleep_zero(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string> log = [];
        int timers = TheLoop.TimerCount;
        TheLoop.CallSoon(() =>
        {
            log.Add("first");
            TheLoop.CallSoon(() => log.Add("second"));
        });
        LoopFuture sleep = LoopTask.Sleep(TimeSpan.Zero);
        Assert.Equal(timers, TheLoop.TimerCount);
        await sleep;
        Assert.Equal(["first"], log);
    });

    [Fact]
    public void B059_A_delay_is_a_TimeSpan_and_that_is_never_NaN__test_sleep_when_delay_is_nan() =>
        Assert.Throws<ArgumentException>(() => TimeSpan.FromSeconds(double.NaN));

    [Theory]
    [RealAndNested]
    public void A_delay_beyond_the_clock_is_refused(ArmKind arm) => Arms.Run(arm, () =>
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LoopTask.Sleep(TimeSpan.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => LoopTask.Sleep(TimeSpan.MaxValue, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LoopTask.Timeout(TimeSpan.MaxValue));
        return Task.CompletedTask;
    });

    [Theory]
    [EveryOrder]
    public void B060_AsyncLocals_flow_into_a_task_as_they_are_when_it_is_made__test_context_1(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var local = new AsyncLocal<string> { Value = "parent" };
        LoopTask child = TheLoop.CreateTask(async () =>
        {
            Assert.Equal("parent", local.Value);
            local.Value = "child";
            await Tick();
            Assert.Equal("child", local.Value);
        });
        local.Value = "later";
        await child;
        Assert.Equal("later", local.Value);
    });

    [Theory]
    [EveryOrder]
    public void A_task_has_a_name_that_can_be_changed__test_task_repr(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask named = TheLoop.CreateTask(SleepLong, "worker");
        LoopTask first = TheLoop.CreateTask(SleepLong);
        LoopTask second = TheLoop.CreateTask(SleepLong);
        Assert.Equal("worker", named.Name);
        named.Name = "other";
        Assert.Equal("other", named.Name);
        Assert.Matches("^Task-[0-9]+$", first.Name);
        Assert.NotEqual(first.Name, second.Name);
        Assert.Throws<ArgumentNullException>(() => named.Name = null!);
        foreach (LoopTask task in new[] { named, first, second })
        {
            task.Cancel();
            await Thrown<OperationCanceledException>(task);
        }
    });

    [Theory]
    [EveryOrder]
    public void AllTasks_are_those_that_are_not_done_in_the_order_of_their_making__test_all_tasks(ArmKind arm) => Arms.Run(arm, async () =>
    {
        IReadOnlyList<LoopTask> before = TheLoop.AllTasks;
        LoopTask a = TheLoop.CreateTask(SleepLong);
        LoopTask b = TheLoop.CreateTask(() => Task.CompletedTask);
        LoopTask c = TheLoop.CreateTask(SleepLong);
        Assert.Equal([.. before, a, b, c], TheLoop.AllTasks);
        await b;
        Assert.Equal([.. before, a, c], TheLoop.AllTasks);
        a.Cancel();
        c.Cancel();
        await LoopTask.Wait([a, c]);
        Assert.Equal(before, TheLoop.AllTasks);
    });

    [Theory]
    [EveryOrder]
    public void A_function_that_throws_before_its_first_await_faults_the_task(ArmKind arm) => Arms.Run(arm, async () =>
    {
        await Thrown<FormatException>(TheLoop.CreateTask(Task () => throw new FormatException()));
        await Thrown<InvalidOperationException>(TheLoop.CreateTask(Task () => null!));
        LoopTask canceled = TheLoop.CreateTask(Task () => throw new OperationCanceledException());
        await Thrown<OperationCanceledException>(canceled);
        Assert.True(canceled.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void A_task_that_waits_for_another_gets_its_fault__test_exception_traceback(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask inner = TheLoop.CreateTask(() => Throws(Ms(1), new FormatException("broken")));
        LoopTask outer = TheLoop.CreateTask(async () => await inner);
        FormatException fault = await Thrown<FormatException>(outer);
        Assert.Same(inner.Exception, fault);
        Assert.Contains(nameof(Throws), fault.StackTrace, StringComparison.Ordinal);
    });

    [Theory]
    [RealAndNested]
    public void A_factory_sees_every_task_of_its_loop__test_set_task_factory(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var factory = new Counting();
        Assert.Same(LoopTaskFactory.Lazy, TheLoop.TaskFactory);
        TheLoop.TaskFactory = factory;
        Assert.Same(factory, TheLoop.TaskFactory);
        Assert.Equal(Of(1, 2), await LoopTask.Gather(() => After(Ms(1), 1), () => After(Ms(1), 2)));
        await TheLoop.CreateTask(token => Task.Delay(1, token));
        Assert.Equal(3, await TheLoop.CreateTask(_ => Task.FromResult(3)));
        Assert.Equal(4, factory.Made);
        TheLoop.TaskFactory = LoopTaskFactory.Eager;
        Assert.True(TheLoop.CreateTask(() => Task.CompletedTask).IsDone);
        TheLoop.TaskFactory = LoopTaskFactory.Lazy;
        LoopTask lazy = TheLoop.CreateTask(() => Task.CompletedTask);
        Assert.False(lazy.IsDone);
        await lazy;
        Assert.Equal(4, factory.Made);
    });

    private sealed class Counting : LoopTaskFactory
    {
        public int Made { get; private set; }

        public override LoopTask Create(EventLoop loop, Func<Task> body, string? name)
        {
            Made++;
            return base.Create(loop, body, name);
        }

        public override LoopTask<T> Create<T>(EventLoop loop, Func<Task<T>> body, string? name)
        {
            Made++;
            return base.Create(loop, body, name);
        }
    }
}
