using static Sim.Scenarios.Conformance.OwnLoops;

namespace Sim.Scenarios.Conformance;

/// <summary>
/// The exception handler, and what debug mode warns of.
/// Seen to fail: B016 when TakeFault left Sequence out; B018 when a report ran in the closing caller's context; the broken handler's when its fault
/// was swallowed; B019 when InvokeWatched looked the code up after it had run; B035 and B058 when Close dropped them without a report; the very many's without the limit.
/// </summary>
public class ErrorTests
{
    private static readonly AsyncLocal<string?> s_name = new();

    [Theory]
    [AllArms]
    public void B016_A_callback_that_throws_is_told_to_the_handler_and_the_loop_goes_on__test_default_exc_handler_callback(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<LoopErrorContext> told = [];
        EventLoop loop = EventLoop.Current;
        loop.SetExceptionHandler(told.Add);
        Action throws = static () => throw new InvalidTimeZoneException("its own");
        Handle handle = loop.CallSoon(throws);
        await LoopTask.Sleep(Milliseconds(1));
        LoopErrorContext context = Assert.Single(told);
        Assert.Equal(LoopErrorKind.CallbackFault, context.Kind);
        Assert.Equal("its own", Assert.IsType<InvalidTimeZoneException>(context.Exception).Message);
        Assert.Same(throws, context.Callback);
        Assert.Equal(handle.Sequence, context.Sequence);
        Assert.Same(loop, context.Loop);
    });

    [Theory]
    [AllArms]
    public void B018_The_handler_sees_the_AsyncLocals_of_the_callback__test_callback_exc_handler_correct_context(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string?> seen = [];
        EventLoop.Current.SetExceptionHandler(_ => seen.Add(s_name.Value));
        s_name.Value = "the scheduler's";
        EventLoop.Current.CallSoon(static () => throw new InvalidTimeZoneException());
        EventLoop.Current.CallSoon(static () =>
        {
            s_name.Value = "the callback's";
            throw new InvalidTimeZoneException();
        });
        s_name.Value = "later";
        await LoopTask.Sleep(Milliseconds(1));
        Assert.Equal(["the callback's", "the scheduler's"], seen.Order(StringComparer.Ordinal));
    });

    [Theory]
    [RealAndNested]
    public void B018_The_handler_sees_the_AsyncLocals_of_the_task__test_task_exc_handler_correct_context(ArmKind arm) => Run(arm, () =>
    {
        List<string?> seen = [];
        EventLoop.Run(
            async () =>
            {
                _ = EventLoop.Current.CreateTask(async () =>
                {
                    s_name.Value = "the task's";
                    await LoopTask.Sleep(TimeSpan.Zero);
                    throw new InvalidTimeZoneException();
                });
                await LoopTask.Sleep(Milliseconds(1));
            },
            new EventLoopOptions { ExceptionHandler = _ => seen.Add(s_name.Value) });
        Assert.Equal(["the task's"], seen);
    });

    [Theory]
    [AllArms]
    public void A_handler_that_throws_is_itself_reported_and_the_loop_goes_on__test_set_exc_handler_broken(ArmKind arm)
    {
        // The default handler writes to standard error; on the world's loop it makes a finding, so there nothing may be thrown.
        if (arm == ArmKind.World)
        {
            RunResult run = Simulator.Run(static _ => Break());
            Assert.Equal(RunOutcome.Crashed, run.Outcome);
            Assert.Contains("handler's own", run.Failure!.Message, StringComparison.Ordinal);
            return;
        }

        Arms.Run(arm, Break);
    }

    [Theory]
    [EveryOrder]
    public void B019_Debug_mode_names_the_task_and_the_method_that_kept_the_loop__test_log_slow_callbacks(ArmKind arm) => Arms.Run(arm, NameTheBlocker, onMachine: true);

    [Theory]
    [RealAndNested]
    public void B035_A_fault_at_which_nobody_looked_is_told_when_the_loop_closes_and_another_is_not__test_tb_logger_exception_unretrieved(ArmKind arm) => Run(arm, () =>
    {
        List<LoopErrorContext> told = [];
        EventLoop.Run(
            async () =>
            {
                LoopFuture<int> seen = new();
                seen.SetException(new InvalidTimeZoneException("seen"));
                Assert.NotNull(seen.Exception);
                LoopFuture<int> canceled = new();
                canceled.SetException(new InvalidTimeZoneException("canceled afterward"));
                Assert.False(canceled.Cancel());
                new LoopFuture<int>().SetException(new InvalidTimeZoneException("unseen"));
                Assert.Equal(1, EventLoop.Current.GetStatistics().UnseenFaults);
                _ = EventLoop.Current.CreateTask(static () => throw new InvalidTimeZoneException("of a task"), "lost");
                await LoopTask.Sleep(Milliseconds(1));
            },
            Telling(told));
        Assert.Equal(["unseen", "of a task"], told.Select(static context => context.Exception!.Message));
        Assert.All(told, static context => Assert.Equal(LoopErrorKind.UnseenFault, context.Kind));
        Assert.Equal("lost", told[1].Task!.Name);
    });

    [Fact]
    public void A_fault_at_which_nobody_looked_is_a_finding_on_the_worlds_loop()
    {
        RunResult run = Simulator.Run(static async sim =>
        {
            sim.Log("drops a task");
            _ = EventLoop.Current.CreateTask(static () => throw new InvalidTimeZoneException("lost"));
            await LoopTask.Sleep(Milliseconds(1));
        });
        Assert.Equal(RunOutcome.Unobserved, run.Outcome);
        Assert.Contains("lost", run.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [RealAndNested]
    public void B058_A_task_that_is_pending_when_its_loop_closes_is_told__test_log_destroyed_pending_task(ArmKind arm) => Run(arm, () =>
    {
        List<LoopErrorContext> told = [];
        EventLoop loop = new(Telling(told));
        loop.CreateTask(static () => Task.Delay(Timeout.Infinite), "second");
        loop.CreateTask(static () => Task.Delay(Timeout.Infinite), "third");
        loop.RunUntilComplete(static () => Task.CompletedTask);
        loop.Close();
        Assert.Equal(["second", "third"], told.Select(static context => context.Task!.Name));
        Assert.All(told, static context => Assert.Equal(LoopErrorKind.PendingTask, context.Kind));
    });

    [Theory]
    [RealAndNested]
    public void A_program_that_drops_very_many_faults_is_told_before_it_ends(ArmKind arm) => Run(arm, () =>
    {
        List<LoopErrorContext> told = [];
        using EventLoop loop = new(Telling(told));
        for (int i = 0; i < 5_000; i++)
        {
            new LoopFuture<int>(loop).SetException(new InvalidTimeZoneException());
        }

        Assert.InRange(told.Count, 3_900, 5_000);
        Assert.InRange(loop.GetStatistics().UnseenFaults, 0, 1_100);
    });

    private static async Task NameTheBlocker()
    {
        List<LoopErrorContext> told = [];
        EventLoop loop = EventLoop.Current;
        loop.SetExceptionHandler(told.Add);
        loop.SlowCallbackDuration = Milliseconds(5);
        loop.Debug = true;
        await loop.CreateTask(BlockAsync, "blocker");
        loop.Debug = false;
        LoopErrorContext slow = told.First(static context => context.Task?.Name == "blocker");
        Assert.Equal(LoopErrorKind.SlowCallback, slow.Kind);
        Assert.True(slow.IsWarning);
        Assert.InRange(slow.Duration, Milliseconds(5), TimeSpan.MaxValue);
        Assert.Contains("blocker, in ErrorTests.BlockAsync,", slow.Message, StringComparison.Ordinal);
    }

    private static async Task BlockAsync()
    {
        await LoopTask.Sleep(TimeSpan.Zero);
        Task.Delay(20).Wait();
    }

    private static async Task Break()
    {
        EventLoop.Current.SetExceptionHandler(static _ => throw new InvalidTimeZoneException("the handler's own"));
        EventLoop.Current.CallSoon(static () => throw new InvalidOperationException());
        await LoopTask.Sleep(Milliseconds(1));
    }
}
