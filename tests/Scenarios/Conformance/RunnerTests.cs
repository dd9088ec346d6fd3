using static Sim.Scenarios.Conformance.OwnLoops;

namespace Sim.Scenarios.Conformance;

/// <summary>
/// Run and LoopRunner.
/// Seen to fail: B142 with the tasks canceled newest first, and without the report; B143 when the first fault ended the disposing; B144 with a
/// context captured anew for each run.
/// </summary>
public class RunnerTests
{
    private static readonly AsyncLocal<int> s_number = new();

    [Theory]
    [RealAndNested]
    public void Run_returns_what_main_returned__test_asyncio_run_return(ArmKind arm) => Run(arm, () =>
    {
        Assert.Equal(42, EventLoop.Run(static async () =>
        {
            await LoopTask.Sleep(TimeSpan.Zero);
            return 42;
        }));
    });

    [Theory]
    [RealAndNested]
    public void B142_Leftovers_are_canceled_oldest_first_and_awaited__test_asyncio_run_cancels_hanging_tasks(ArmKind arm) => Run(arm, () =>
    {
        List<string> log = [];
        List<LoopErrorContext> told = [];
        EventLoop.Run(
            async () =>
            {
                foreach (string name in (string[])["a", "b", "c"])
                {
                    _ = EventLoop.Current.CreateTask(() => Leftover(name, log), name);
                }

                await LoopTask.Sleep(TimeSpan.Zero);
                log.Add("main done");
            },
            Telling(told));
        Assert.Equal(["main done", "a canceled", "b canceled", "c canceled", "a cleaned", "b cleaned", "c cleaned"], log);
        Assert.Empty(told);
    });

    [Theory]
    [RealAndNested]
    public void B142_Faults_of_leftovers_go_to_the_handler__test_asyncio_run_reports_hanging_tasks_errors(ArmKind arm) => Run(arm, () =>
    {
        List<LoopErrorContext> told = [];
        EventLoop.Run(
            async () =>
            {
                _ = EventLoop.Current.CreateTask(FaultWhenCanceled, "faulty");
                await LoopTask.Sleep(TimeSpan.Zero);
            },
            Telling(told));
        LoopErrorContext context = Assert.Single(told);
        Assert.Equal((LoopErrorKind.ShutdownFault, "faulty", "in its cleanup"), (context.Kind, context.Task!.Name, context.Exception!.Message));
    });

    [Theory]
    [RealAndNested]
    public void B142_Leftovers_are_canceled_where_main_faults_too__test_asyncio_run_raises(ArmKind arm) => Run(arm, () =>
    {
        List<string> log = [];
        Assert.Throws<InvalidTimeZoneException>(() => EventLoop.Run(async () =>
        {
            _ = EventLoop.Current.CreateTask(() => Leftover("a", log));
            await LoopTask.Sleep(TimeSpan.Zero);
            throw new InvalidTimeZoneException();
        }));
        Assert.Equal(["a canceled", "a cleaned"], log);
    });

    [Theory]
    [RealAndNested]
    public void B143_Iterators_are_disposed_after_leftovers_faulted__test_asyncio_run_closes_gens_after_hanging_tasks_errors(ArmKind arm) => Run(arm, () =>
    {
        List<string> log = [];
        List<LoopErrorContext> told = [];
        EventLoop.Run(
            async () =>
            {
                foreach (string name in (string[])["broken", "whole"])
                {
                    IAsyncEnumerator<int> numbers = Numbers(name, log).GetAsyncEnumerator();
                    EventLoop.Current.DisposeOnShutdown(numbers);
                    Assert.True(await numbers.MoveNextAsync());
                }

                _ = EventLoop.Current.CreateTask(FaultWhenCanceled);
                await LoopTask.Sleep(TimeSpan.Zero);
            },
            Telling(told));
        Assert.Equal(["broken disposed", "whole disposed"], log);
        Assert.Equal(["in its cleanup", "the iterator's own"], told.Select(static context => context.Exception!.Message));
    });

    [Theory]
    [RealAndNested]
    public void B144_The_runs_of_a_runner_share_a_loop_and_one_context__test_run_keeps_context(ArmKind arm) => Run(arm, () =>
    {
        using LoopRunner runner = new();
        EventLoop loop = runner.Loop;
        Assert.Equal(1, runner.Run(static () => Count(1)));
        Assert.Equal(3, runner.Run(static () => Count(2)));
        Assert.Same(loop, runner.Loop);
        Assert.Equal(0, s_number.Value);
    });

    [Theory]
    [RealAndNested]
    public void B144_Closing_a_runner_twice_is_fine_and_using_a_closed_one_is_not__test_double_close(ArmKind arm) => Run(arm, () =>
    {
        LoopRunner runner = new();
        EventLoop loop = runner.Loop;
        runner.Close();
        runner.Close();
        Assert.True(loop.IsClosed);
        Assert.Throws<ObjectDisposedException>(() => runner.Loop);
        Assert.Throws<ObjectDisposedException>(() => runner.Run(static () => Task.CompletedTask));
    });

    [Theory]
    [RealAndNested]
    public void A_runner_that_never_ran_makes_no_loop__test_non_run(ArmKind arm) => Run(arm, () =>
    {
        int made = 0;
        new LoopRunner(() =>
        {
            made++;
            return new EventLoop();
        }).Close();
        Assert.Equal(0, made);
    });

    [Theory]
    [RealAndNested]
    public void A_runner_uses_the_loop_of_its_factory__test_set_event_loop_called_once(ArmKind arm) => Run(arm, () =>
    {
        EventLoop mine = new();
        using (LoopRunner runner = new(() => mine))
        {
            Assert.Same(mine, runner.Run(static () => Task.FromResult(EventLoop.Current)));
        }

        Assert.True(mine.IsClosed);
        Assert.Contains("returned null", Assert.Throws<InvalidOperationException>(static () => new LoopRunner(static () => null!).Loop).Message, StringComparison.Ordinal);
    });

    [Theory]
    [RealAndNested]
    public void A_runner_inside_a_running_loop_is_refused__test_run_in_running_loop(ArmKind arm) => Run(arm, () =>
    {
        using LoopRunner runner = new();
        runner.Run(() =>
        {
            Assert.Contains("await inside", Assert.Throws<InvalidOperationException>(() => runner.Run(static () => Task.CompletedTask)).Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(runner.Close);
            Assert.Throws<InvalidOperationException>(static () => EventLoop.Run(static () => Task.CompletedTask));
            return Task.CompletedTask;
        });
    });

    [Theory]
    [RealAndNested]
    public void A_fatal_exception_leaves_Run_and_the_shutdown_is_made_all_the_same(ArmKind arm) => Run(arm, () =>
    {
        List<string> log = [];
        Assert.Throws<InvalidTimeZoneException>(() => EventLoop.Run(
            async () =>
            {
                _ = EventLoop.Current.CreateTask(() => Leftover("a", log));
                await LoopTask.Sleep(TimeSpan.Zero);
                _ = EventLoop.Current.CreateTask(static () => throw new InvalidTimeZoneException("fatal"));
                await LoopTask.Sleep(TimeSpan.FromHours(1));
            },
            new EventLoopOptions { IsFatal = static exception => exception is InvalidTimeZoneException }));
        Assert.Equal(["a canceled", "a cleaned"], log);
    });

    private static async Task Leftover(string name, List<string> log)
    {
        try
        {
            await LoopTask.Sleep(TimeSpan.FromHours(1));
        }
        catch (OperationCanceledException)
        {
            log.Add($"{name} canceled");
            await LoopTask.Sleep(Milliseconds(1));
            log.Add($"{name} cleaned");
            throw;
        }
    }

    private static async Task FaultWhenCanceled()
    {
        try
        {
            await LoopTask.Sleep(TimeSpan.FromHours(1));
        }
        finally
        {
            throw new InvalidTimeZoneException("in its cleanup");
        }
    }

    private static async IAsyncEnumerable<int> Numbers(string name, List<string> log)
    {
        try
        {
            yield return 1;
            await LoopTask.Sleep(Milliseconds(1));
            yield return 2;
        }
        finally
        {
            log.Add($"{name} disposed");
            if (name == "broken")
            {
                throw new InvalidTimeZoneException("the iterator's own");
            }
        }
    }

    private static async Task<int> Count(int more)
    {
        s_number.Value += more;
        await LoopTask.Sleep(TimeSpan.Zero);
        return s_number.Value;
    }
}
