using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>
/// Seen to fail: what is done last handed out first, one TimeoutException where two are left (B083), a canceled taker that takes one away with it.
/// </remarks>
public class AsCompletedTests
{
    [Theory]
    [EveryOrder]
    public void B081_Futures_come_as_they_are_done__test_as_completed(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<string> a = TheLoop.CreateTask(() => After(Ms(60), "a"));
        LoopTask<string> b = TheLoop.CreateTask(() => After(Ms(1), "b"));
        LoopTask<string> c = TheLoop.CreateTask(() => After(Ms(30), "c"));
        List<string> plain = [];
        foreach (LoopFuture<LoopTask<string>> next in LoopTask.AsCompleted([a, b, c, b]))
        {
            plain.Add(await await next);
        }

        Assert.Equal(["b", "c", "a"], plain);
    });

    [Theory]
    [AllArms]
    public void Those_that_are_done_at_the_same_time_come_in_the_order_of_their_ends(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopFuture<int>[] futures = [new(), new(), new()];
        CompletionOrder<LoopFuture<int>> order = LoopTask.AsCompleted(futures);
        futures[2].SetResult(2);
        futures[0].SetResult(0);
        futures[1].SetResult(1);
        List<int> seen = [];
        await foreach (LoopFuture<int> future in order)
        {
            seen.Add(future.Result);
        }

        Assert.Equal([2, 0, 1], seen);
    });

    [Theory]
    [EveryOrder]
    public void B083_When_the_time_is_over_each_that_is_left_gives_a_TimeoutException__test_as_completed_with_timeout(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<string> a = TheLoop.CreateTask(() => After(Ms(1), "a"));
        LoopTask b = TheLoop.CreateTask(() => After(Ms(120), "b"));
        LoopTask c = TheLoop.CreateTask(() => After(Ms(120), "c"));
        List<string> seen = [];
        foreach (LoopFuture<LoopTask> next in LoopTask.AsCompleted([a, b, c], Ms(60)))
        {
            try
            {
                seen.Add(ReferenceEquals(await next, a) ? "a" : "?");
            }
            catch (TimeoutException)
            {
                seen.Add("timeout");
            }
        }

        Assert.Equal(["a", "timeout", "timeout"], seen);
        await LoopTask.Gather(b, c);
    });

    [Theory]
    [EveryOrder]
    public void B083_An_await_foreach_throws_the_TimeoutException(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask a = TheLoop.CreateTask(() => After(Ms(1), "a"));
        LoopTask b = TheLoop.CreateTask(SleepLong);
        List<LoopTask> seen = [];
        await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            await foreach (LoopTask task in LoopTask.AsCompleted([b, a], Ms(60)))
            {
                seen.Add(task);
            }
        });
        Assert.Equal([a], seen);
        Assert.False(b.IsDone);
        b.Cancel();
        await Thrown<OperationCanceledException>(b);
    });

    [Theory]
    [EveryOrder]
    public void A_timeout_that_is_not_needed_leaves_no_timer__test_as_completed_with_unused_timeout(ArmKind arm) => Arms.Run(arm, async () =>
    {
        int timers = TheLoop.TimerCount;
        LoopTask<string> a = TheLoop.CreateTask(() => After(Ms(1), "a"));
        await foreach (LoopTask<string> task in LoopTask.AsCompleted([a], Long))
        {
            Assert.Equal("a", await task);
        }

        Assert.Equal(timers, TheLoop.TimerCount);
    });

    [Theory]
    [EveryOrder]
    public void B084_An_await_foreach_gives_the_callers_own_tasks__test_as_completed_same_tasks_in_as_out(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask[] tasks = [TheLoop.CreateTask(() => After(Ms(30), 1)), TheLoop.CreateTask(() => Throws(Ms(1), new FormatException()))];
        List<LoopTask> seen = [];
        await foreach (LoopTask task in LoopTask.AsCompleted(tasks))
        {
            Assert.True(task.IsDone);
            seen.Add(task);
        }

        Assert.Equal([tasks[1], tasks[0]], seen);
        Assert.IsType<FormatException>(tasks[1].Exception);
    });

    [Theory]
    [EveryOrder]
    public void What_is_awaited_first_gets_what_is_done_first__test_as_completed_reverse_wait(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<string> a = TheLoop.CreateTask(() => After(Ms(1), "a"));
        LoopTask<string> b = TheLoop.CreateTask(() => After(Ms(40), "b"));
        List<LoopFuture<LoopTask<string>>> order = [.. LoopTask.AsCompleted([a, b])];
        Assert.Equal("a", await await order[1]);
        Assert.Equal("b", await await order[0]);
        Assert.Equal("a", await await order[1]);
    });

    [Theory]
    [EveryOrder]
    public void They_can_be_awaited_side_by_side__test_as_completed_concurrent(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<string> a = TheLoop.CreateTask(() => After(Ms(1), "a"));
        LoopTask<string> b = TheLoop.CreateTask(() => After(Ms(40), "b"));
        LoopTask<string>[] both = await LoopTask.Gather(LoopTask.AsCompleted([b, a]));
        Assert.Equal([a, b], both);
    });

    [Theory]
    [EveryOrder]
    public void An_order_that_was_left_is_gone_on_with__test_as_completed_resume_iterator(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopFuture<int>[] futures = [.. Enumerable.Range(0, 4).Select(i => LoopTask.Sleep(Ms(20 * i), i))];
        CompletionOrder<LoopFuture<int>> order = LoopTask.AsCompleted(futures);
        List<int> seen = [];
        await foreach (LoopFuture<int> future in order)
        {
            seen.Add(future.Result);
            break;
        }

        foreach (LoopFuture<LoopFuture<int>> next in order)
        {
            seen.Add(await await next);
            break;
        }

        await foreach (LoopFuture<int> future in order)
        {
            seen.Add(future.Result);
        }

        Assert.Equal([0, 1, 2, 3], seen);
        Assert.False(order.GetEnumerator().MoveNext());
    });

    [Theory]
    [EveryOrder]
    public void One_who_is_canceled_takes_nothing_away(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<int>();
        CompletionOrder<LoopFuture<int>> order = LoopTask.AsCompleted([future]);
        LoopTask taker = TheLoop.CreateTask(() => TakeOne(order, default));
        await LoopTask.Sleep(Ms(20));
        taker.Cancel();
        await Thrown<OperationCanceledException>(taker);
        using var source = new CancellationTokenSource();
        LoopTask byToken = TheLoop.CreateTask(() => TakeOne(order, source.Token));
        await LoopTask.Sleep(Ms(20));
        source.Cancel();
        await Thrown<OperationCanceledException>(byToken);
        future.SetResult(42);
        LoopTask<int> last = TheLoop.CreateTask(() => TakeOne(order, default));
        Assert.Equal(42, await last);

        static async Task<int> TakeOne(CompletionOrder<LoopFuture<int>> order, CancellationToken token)
        {
            await foreach (LoopFuture<int> next in order.WithCancellation(token))
            {
                return next.Result;
            }

            return -1;
        }
    });

    [Theory]
    [AllArms]
    public void One_who_is_canceled_with_its_future_in_hand_leaves_it_to_the_next(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var first = new LoopFuture<int>();
        var second = new LoopFuture<int>();
        CompletionOrder<LoopFuture<int>> order = LoopTask.AsCompleted([first, second]);
        LoopTask taker = TheLoop.CreateTask(async () =>
        {
            await foreach (LoopFuture<int> next in order)
            {
                Assert.Fail($"{next.Result} was taken.");
            }
        });
        await Tick();
        first.SetResult(1);
        second.SetResult(2);
        await Tick();
        taker.Cancel();
        await Thrown<OperationCanceledException>(taker);
        List<int> seen = [];
        await foreach (LoopFuture<int> next in order)
        {
            seen.Add(next.Result);
        }

        Assert.Equal([1, 2], seen);
    });
}
