namespace Sim.Scenarios.Conformance;

/// <summary>
/// Who waits for whom.
/// Seen to fail: B166 with one awaiter only; the deadlocks' when the world's report left the loops' tasks out, and when no circle was looked for.
/// </summary>
public class CallGraphTests
{
    [Theory]
    [AllArms]
    public void B166_The_call_graph_of_a_task_shows_where_it_is_and_all_who_await_it__test_stack_tgroup(ArmKind arm) => Arms.Run(arm, async () =>
    {
        EventLoop loop = EventLoop.Current;
        LoopTask inner = loop.CreateTask(OuterAsync, "inner");
        LoopTask first = loop.CreateTask(() => AwaitAsync(inner), "first");
        LoopTask second = loop.CreateTask(() => AwaitAsync(inner), "second");
        LoopTask top = loop.CreateTask(() => AwaitAsync(second), "top");
        await LoopTask.Sleep(TimeSpan.Zero);
        await LoopTask.Sleep(TimeSpan.Zero);
        string expected = """
            inner, in CallGraphTests.OuterAsync > CallGraphTests.SleepAsync, waits for a sleep
              awaited by
                first, in CallGraphTests.AwaitAsync, waits for inner
                second, in CallGraphTests.AwaitAsync, waits for inner
                  awaited by
                    top, in CallGraphTests.AwaitAsync, waits for second
            """;
        Assert.Equal(expected, inner.FormatCallGraph(), ignoreLineEndingDifferences: true);
        StringWriter written = new();
        inner.PrintCallGraph(written);
        Assert.Equal(inner.FormatCallGraph() + Environment.NewLine, written.ToString());
        inner.Cancel();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await top);
        Assert.Equal("inner is done", inner.FormatCallGraph());
        Assert.True(first.IsCanceled);
    });

    [Fact]
    public void The_report_of_a_deadlock_says_which_task_waits_for_which_and_names_the_circle()
    {
        RunResult run = Simulator.Run(static async _ =>
        {
            EventLoop loop = EventLoop.Current;
            LoopTask? second = null;
            LoopTask first = loop.CreateTask(() => AwaitAsync(second!), "first");
            second = loop.CreateTask(() => AwaitAsync(first), "second");
            await first;
        });
        Assert.Equal(RunOutcome.Deadlocked, run.Outcome);
        Assert.Contains("first, in CallGraphTests.AwaitAsync, waits for second", run.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("A circle: first > second > first", run.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_report_of_a_deadlock_says_who_holds_the_lock_that_a_task_waits_for(bool nested)
    {
        RunResult run = Simulator.Run(_ =>
        {
            if (nested)
            {
                EventLoop.Run(CrossAsync);
            }

            return nested ? Task.CompletedTask : CrossAsync();
        });
        Assert.Equal(RunOutcome.Deadlocked, run.Outcome);
        Assert.Contains("first, in CallGraphTests.TakeBothAsync, waits for a lock, which second holds", run.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("A circle: first > second > first", run.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [AllArms]
    public void The_call_graph_of_a_loop_lists_what_each_task_does(ArmKind arm) => Arms.Run(arm, async () =>
    {
        EventLoop loop = EventLoop.Current;
        LoopFuture<int> plain = new();
        LoopTask waiting = loop.CreateTask(async () => await plain, "waiting");
        LoopTask foreign = loop.CreateTask(static () => Task.Delay(TimeSpan.FromHours(1), LoopTask.Current!.CancellationToken), "foreign");
        await LoopTask.Sleep(TimeSpan.Zero);
        LoopTask fresh = loop.CreateTask(OuterAsync, "fresh");
        string graph = loop.FormatCallGraph();
        Assert.Contains("waits for a future", graph, StringComparison.Ordinal);
        Assert.Contains("foreign waits for something that is not of its event loop", graph, StringComparison.Ordinal);
        Assert.Contains("fresh has not started", graph, StringComparison.Ordinal);
        Assert.DoesNotContain("circle", graph, StringComparison.Ordinal);
        plain.SetResult(1);
        fresh.Cancel();
        await waiting;
        Assert.False(foreign.IsDone);
    });

    [Fact]
    public void Statistics_count_what_the_loop_did()
    {
        using EventLoop loop = new();
        loop.CallSoon(static () => { });
        loop.CallSoon(static () => { }).Cancel();
        loop.CallLater(TimeSpan.FromHours(1), static () => { });
        loop.CreateTask(static () => Task.CompletedTask);
        Assert.Equal(new LoopStatistics(0, 0, 2, 1, 1, 1, 0), loop.GetStatistics());
        loop.Stop();
        loop.RunForever();
        Assert.Equal(new LoopStatistics(1, 2, 0, 1, 0, 1, 0), loop.GetStatistics());
    }

    private static async Task CrossAsync()
    {
        AsyncLock one = new();
        AsyncLock other = new();
        LoopTask first = EventLoop.Current.CreateTask(() => TakeBothAsync(one, other), "first");
        LoopTask second = EventLoop.Current.CreateTask(() => TakeBothAsync(other, one), "second");
        await first;
        await second;
    }

    private static async Task TakeBothAsync(AsyncLock one, AsyncLock other)
    {
        using (await one.AcquireAsync())
        {
            await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
            using (await other.AcquireAsync())
            {
            }
        }
    }

    private static async Task OuterAsync() => await SleepAsync();

    private static async Task SleepAsync() => await LoopTask.Sleep(TimeSpan.FromHours(1));

    private static async Task AwaitAsync(LoopTask task) => await task;
}
