using static Sim.Scenarios.Conformance.OwnLoops;

namespace Sim.Scenarios.Conformance;

/// <summary>
/// Work on other threads.
/// Seen to fail: the canceled work's when Run did not look whether it was; B024 without the warning; B164 when neither the future nor the executor flowed
/// the context; the bound's when Submit never queued; the order's with a stack in the queue's place; the seed's when nothing was drawn.
/// </summary>
public class ExecutorTests
{
    private static readonly AsyncLocal<string?> s_name = new();

    [Theory]
    [EveryOrder]
    public void B164_ToThread_carries_AsyncLocals_results_and_faults__test_to_thread_contextvars(ArmKind arm) => Arms.Run(arm, async () =>
    {
        s_name.Value = "mine";
        Assert.Equal("mine", await LoopTask.ToThread(static () => s_name.Value));
        var thrown = await Assert.ThrowsAsync<InvalidTimeZoneException>(static async () => await LoopTask.ToThread(static () => throw new InvalidTimeZoneException("its own")));
        Assert.Equal("its own", thrown.Message);
        Assert.Equal("mine", s_name.Value);
    });

    [Theory]
    [EveryOrder]
    public void Work_on_another_thread_lets_the_loop_go_on__test_run_in_executor(ArmKind arm) => Arms.Run(arm, async () =>
    {
        using ManualResetEventSlim gate = new();
        LoopFuture<int> work = EventLoop.Current.RunInExecutor(() =>
        {
            gate.Wait();
            return 42;
        });
        await LoopTask.Sleep(Milliseconds(1));
        Assert.False(work.IsDone);
        gate.Set();
        Assert.Equal(42, await work);
    });

    [Theory]
    [EveryOrder]
    public void B023_A_canceled_wait_lets_work_run_on_and_it_never_touches_the_loop__test_run_in_executor_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        using ManualResetEventSlim gate = new();
        using ManualResetEventSlim begun = new();
        TaskCompletionSource ended = new();
        LoopFuture work = EventLoop.Current.RunInExecutor(() =>
        {
            begun.Set();
            gate.Wait();
            ended.SetResult();
        });
        await Task.Run(begun.Wait);
        Assert.True(work.Cancel());
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await work);
        gate.Set();
        await ended.Task;
    });

    [Theory]
    [RealAndNested]
    public void B023_Work_that_ends_after_the_loop_was_closed_touches_it_no_more(ArmKind arm) => Run(arm, () =>
    {
        List<LoopErrorContext> told = [];
        using ManualResetEventSlim gate = new();
        EventLoop loop = new(Telling(told));
        Task work = Task.CompletedTask;
        loop.RunUntilComplete(async () =>
        {
            PoolExecutor executor = new(1);
            _ = loop.RunInExecutor(gate.Wait, executor);
            work = executor.ShutDown();
            await LoopTask.Sleep(Milliseconds(1));
        });
        loop.Close();
        gate.Set();
        work.Wait();
        Assert.Empty(told);
    });

    [Theory]
    [EveryOrder]
    public void Work_that_was_canceled_before_it_began_never_runs(ArmKind arm) => Arms.Run(arm, async () =>
    {
        PoolExecutor executor = new(maxThreads: 1);
        using ManualResetEventSlim gate = new();
        bool ran = false;
        LoopFuture first = EventLoop.Current.RunInExecutor(gate.Wait, executor);
        LoopFuture second = EventLoop.Current.RunInExecutor(() => ran = true, executor);
        Assert.True(second.Cancel());
        gate.Set();
        await first;
        await executor.ShutDown();
        Assert.False(ran);
    });

    [Theory]
    [EveryOrder]
    public void An_executor_runs_no_more_at_a_time_than_it_may_and_takes_what_waits_in_order(ArmKind arm) => Arms.Run(arm, async () =>
    {
        PoolExecutor executor = new(maxThreads: 2);
        int running = 0;
        int most = 0;
        List<int> begun = [];
        LoopFuture[] all = [.. Enumerable.Range(0, 8).Select(number => EventLoop.Current.RunInExecutor(() => Work(number), executor))];
        foreach (LoopFuture work in all)
        {
            await work;
        }

        Assert.InRange(most, 1, 2);
        Assert.Equal(8, begun.Count);

        void Work(int number)
        {
            lock (begun)
            {
                begun.Add(number);
                most = Math.Max(most, ++running);
            }

            Task.Delay(1).Wait();
            lock (begun)
            {
                running--;
            }
        }
    });

    [Theory]
    [RealAndNested]
    public void An_executor_of_one_thread_keeps_the_order(ArmKind arm) => Arms.Run(arm, async () =>
    {
        PoolExecutor executor = new(maxThreads: 1);
        List<int> begun = [];
        LoopFuture[] all = [.. Enumerable.Range(0, 8).Select(number => EventLoop.Current.RunInExecutor(() => begun.Add(number), executor))];
        foreach (LoopFuture work in all)
        {
            await work;
        }

        Assert.Equal(Enumerable.Range(0, 8), begun);
    });

    [Theory]
    [AllArms]
    public void B024_Shutting_an_executor_down_waits_only_so_long_and_warns__test_shutdown_default_executor_timeout(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<LoopErrorContext> told = [];
        using ManualResetEventSlim gate = new();
        EventLoop loop = EventLoop.Current;
        loop.SetExceptionHandler(told.Add);
        LoopFuture stuck = loop.RunInExecutor(gate.Wait);
        await LoopTask.Sleep(Milliseconds(5));
        await loop.ShutDownExecutor(Milliseconds(2));
        LoopErrorContext context = Assert.Single(told);
        Assert.Equal((LoopErrorKind.ExecutorTimeout, true), (context.Kind, context.IsWarning));
        Assert.Contains("takes no more work", Assert.Throws<InvalidOperationException>(() => loop.RunInExecutor(static () => { })).Message, StringComparison.Ordinal);
        gate.Set();
        await stuck;
    });

    [Theory]
    [RealAndNested]
    public void Run_waits_for_work_that_nobody_awaited__test_shutdown_default_executor(ArmKind arm) => Run(arm, () =>
    {
        bool ended = false;
        EventLoop.Run(() =>
        {
            _ = EventLoop.Current.RunInExecutor(() =>
            {
                Task.Delay(5).Wait();
                ended = true;
            });
            return Task.CompletedTask;
        });
        Assert.True(ended);
    });

    [Theory]
    [RealAndNested]
    public void Run_does_not_hang_for_work_that_is_stuck(ArmKind arm) => Run(arm, () =>
    {
        List<LoopErrorContext> told = [];
        using ManualResetEventSlim gate = new();
        EventLoop.Run(
            () =>
            {
                _ = EventLoop.Current.RunInExecutor(gate.Wait);
                return Task.CompletedTask;
            },
            Telling(told) with { ExecutorShutdownTimeout = Milliseconds(2) });
        gate.Set();
        Assert.Equal(LoopErrorKind.ExecutorTimeout, Assert.Single(told).Kind);
    });

    [Theory]
    [EveryOrder]
    public void An_executor_of_the_users_is_used_and_not_shut_down__test_set_default_executor(ArmKind arm) => Arms.Run(arm, async () =>
    {
        CountingExecutor mine = new();
        EventLoop.Current.SetDefaultExecutor(mine);
        Assert.Equal(1, await LoopTask.ToThread(static () => 1));
        await EventLoop.Current.ShutDownExecutor(TimeSpan.Zero);
        Assert.Equal((1, false), (mine.Submitted, mine.IsShutDown));
    });

    [Fact]
    public void In_a_simulation_work_begins_at_a_time_that_the_seed_draws()
    {
        HashSet<TimeSpan> times = [];
        for (ulong seed = 0; seed < 30; seed++)
        {
            RunResult run = Determinism.Twice.Run(static async _ => await LoopTask.ToThread(static () => { }), new RunOptions { Seed = seed, Ordering = Ordering.Loop });
            Assert.Equal(RunOutcome.Passed, run.Outcome);
            times.Add(run.VirtualTime);
        }

        Assert.InRange(times.Count, 2, 4);
    }

    [Fact]
    public void Senseless_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PoolExecutor(0));
        using EventLoop loop = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => loop.RunUntilComplete(() => loop.ShutDownExecutor(TimeSpan.FromSeconds(-2))));
        Assert.Throws<ArgumentOutOfRangeException>(() => loop.SlowCallbackDuration = TimeSpan.FromTicks(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => loop.CallLater(TimeSpan.MaxValue, static () => { }));
    }

    private sealed class CountingExecutor : IExecutor
    {
        private readonly PoolExecutor _inner = new();

        public int Submitted { get; private set; }

        public bool IsShutDown { get; private set; }

        public void Submit(Action work)
        {
            Submitted++;
            _inner.Submit(work);
        }

        public Task ShutDown()
        {
            IsShutDown = true;
            return _inner.ShutDown();
        }
    }
}
