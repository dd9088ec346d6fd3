using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>
/// Seen to fail: results in the reverse order (B065), siblings canceled when one faults (B066), a canceled child that cancels the gather (B068), a request
/// to cancel that is forgotten where faults are returned (test_cancel_gather_2), a fault that ends a gather that returns faults (B067).
/// </remarks>
public class GatherTests
{
    [Theory]
    [EveryOrder]
    public void B065_Results_come_in_the_order_of_the_arguments__test_success(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var a = new LoopFuture<int>();
        var b = new LoopFuture<int>();
        var c = new LoopFuture<int>();
        LoopFuture<int[]> gather = LoopTask.Gather(a, b, c);
        b.SetResult(1);
        a.SetResult(2);
        await Tick();
        Assert.False(gather.IsDone);
        c.SetResult(3);
        Assert.Equal(Of(2, 1, 3), await gather);
    });

    [Theory]
    [EveryOrder]
    public void Functions_run_side_by_side__test_gather(ArmKind arm) => Arms.Run(arm, async () =>
    {
        Assert.Equal(Of(1, 2), await LoopTask.Gather(() => After(Ms(30), 1), () => After(Ms(1), 2)));
        int ran = 0;
        await LoopTask.Gather(Count, Count, Count);
        Assert.Equal(3, ran);
        Assert.Equal(Of(4, 5), await LoopTask.Gather(new[] { 4, 5 }.Select(i => TheLoop.CreateTask(() => After(Ms(1), i)))));

        async Task Count()
        {
            await Tick();
            ran++;
        }
    });

    [Theory]
    [EveryOrder]
    public void B066_The_first_fault_comes_out_at_once_and_the_others_run_on__test_one_exception__test_exception_marking(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var a = new LoopFuture<int>();
        var b = new LoopFuture<int>();
        var c = new LoopFuture<int>();
        LoopFuture<int[]> gather = LoopTask.Gather(a, b, c);
        var first = new FormatException("first");
        b.SetException(first);
        Assert.Same(first, await Thrown<FormatException>(gather));
        Assert.False(a.IsDone);
        Assert.False(c.IsDone);
        Assert.False(gather.Cancel());
        c.SetException(new InvalidOperationException("late"));
        a.SetResult(1);
        await LoopTask.Sleep(Ms(20));
        Assert.Same(first, gather.Exception);
    });

    [Theory]
    [EveryOrder]
    public void B067_Where_faults_are_returned_all_are_waited_for__test_return_exceptions(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var a = new LoopFuture<int>();
        var b = new LoopFuture<int>();
        LoopFuture<LoopOutcome<int>[]> gather = LoopTask.GatherOutcomes(a, b);
        var fault = new FormatException("broken");
        b.SetException(fault);
        await LoopTask.Sleep(Ms(20));
        Assert.False(gather.IsDone);
        a.SetResult(1);
        LoopOutcome<int>[] outcomes = await gather;
        Assert.Equal(1, outcomes[0].Result);
        Assert.True(outcomes[0].IsSuccessful);
        Assert.Same(fault, outcomes[1].Exception);
        Assert.Same(fault, Assert.Throws<FormatException>(() => outcomes[1].Result));
    });

    [Theory]
    [EveryOrder]
    public void B068_A_child_that_is_canceled_faults_the_gather_and_does_not_cancel_it__test_one_cancellation(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var a = new LoopFuture<int>();
        var b = new LoopFuture<int>();
        LoopFuture<int[]> gather = LoopTask.Gather(a, b);
        b.Cancel("enough");
        Assert.Equal("enough", (await Thrown<OperationCanceledException>(gather)).Message);
        Assert.True(gather.IsFaulted);
        Assert.False(gather.IsCanceled);
        Assert.IsType<OperationCanceledException>(gather.Exception);
        Assert.False(a.IsDone);
    });

    [Theory]
    [EveryOrder]
    public void B069_Where_faults_are_returned_so_is_a_cancellation__test_result_exception_one_cancellation(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var a = new LoopFuture<int>();
        var b = new LoopFuture<int>();
        LoopFuture<Exception?[]> untyped = LoopTask.GatherOutcomes((LoopFuture)a, b);
        LoopFuture<LoopOutcome<int>[]> typed = LoopTask.GatherOutcomes(a, b);
        b.Cancel("enough");
        a.SetResult(1);
        Exception?[] faults = await untyped;
        Assert.Null(faults[0]);
        Assert.Equal("enough", Assert.IsType<OperationCanceledException>(faults[1]).Message);
        Assert.IsType<OperationCanceledException>((await typed)[1].Exception);
    });

    [Theory]
    [AllArms]
    public void B071_Canceling_a_gather_whose_children_are_done_does_nothing__test_cancel_gather_1(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var future = new LoopFuture<int>();
        LoopFuture<int[]> gather = LoopTask.Gather(future);
        future.SetResult(42);
        Assert.False(gather.IsDone);
        Assert.False(gather.Cancel());
        Assert.Equal(Of(42), await gather);
    });

    [Theory]
    [EveryOrder]
    public void Canceling_a_gather_cancels_its_children__test_cancellation_broadcast(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<int> a = TheLoop.CreateTask(() => After(Long, 1));
        LoopTask<int> b = TheLoop.CreateTask(() => After(Long, 2));
        LoopFuture<int[]> gather = LoopTask.Gather(a, b);
        LoopTask outer = TheLoop.CreateTask(async () => await gather);
        await LoopTask.Sleep(Ms(20));
        Assert.True(outer.Cancel());
        await Thrown<OperationCanceledException>(outer);
        Assert.True(outer.IsCanceled);
        await LoopTask.Sleep(Ms(20));
        Assert.True(a.IsCanceled);
        Assert.True(b.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void A_gather_that_returns_faults_throws_its_own_cancellation__test_cancel_gather_2(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<int> a = TheLoop.CreateTask(() => After(Long, 1));
        LoopTask<int> b = TheLoop.CreateTask(() => After(Long, 2));
        LoopFuture<LoopOutcome<int>[]> gather = LoopTask.GatherOutcomes(a, b);
        await LoopTask.Sleep(Ms(20));
        Assert.True(gather.Cancel("my message"));
        Assert.False(gather.IsDone);
        Assert.Equal("my message", (await Thrown<OperationCanceledException>(gather)).Message);
        Assert.True(a.IsCanceled);
        Assert.True(b.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void A_child_that_swallows_the_cancellation_keeps_its_result_but_the_gather_is_canceled(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask<int> stubborn = TheLoop.CreateTask(async () =>
        {
            try
            {
                return await LoopTask.Sleep(Long, 1);
            }
            catch (OperationCanceledException)
            {
                return 42;
            }
        });
        LoopFuture<int[]> gather = LoopTask.Gather(stubborn);
        await LoopTask.Sleep(Ms(20));
        Assert.True(gather.Cancel());
        await Thrown<OperationCanceledException>(gather);
        Assert.Equal(42, stubborn.Result);
    });

    [Theory]
    [EveryOrder]
    public void B073_A_future_that_is_given_twice_runs_once_and_counts_twice__test_duplicate_coroutines(ArmKind arm) => Arms.Run(arm, async () =>
    {
        int ran = 0;
        LoopTask<string> a = TheLoop.CreateTask(() => Run("abc"));
        LoopTask<string> b = TheLoop.CreateTask(() => Run("def"));
        Assert.Equal(Of("abc", "abc", "def", "abc", "def"), await LoopTask.Gather(a, a, b, a, b));
        Assert.Equal(2, ran);

        async Task<string> Run(string text)
        {
            ran++;
            await Tick();
            return text;
        }
    });

    [Theory]
    [RealAndNested]
    public void B074_Futures_of_two_loops_are_refused__test_constructor_heterogenous_futures(ArmKind arm) => Arms.Run(arm, () =>
    {
        using var other = new EventLoop();
        Assert.Throws<ArgumentException>(() => LoopTask.Gather(new LoopFuture<int>(), new LoopFuture<int>(other)));
        Assert.Throws<ArgumentException>(() => LoopTask.GatherOutcomes(new LoopFuture<int>(), new LoopFuture<int>(other)));
        Assert.Throws<ArgumentException>(() => LoopTask.Gather(new LoopFuture<int>(), null!));
        Assert.Throws<ArgumentException>(() => LoopTask.Gather(() => Task.FromResult(1), null!));
        Assert.DoesNotContain(TheLoop.AllTasks, task => task != LoopTask.Current);
        return Task.CompletedTask;
    });

    [Theory]
    [EveryOrder]
    public void B074_Nothing_to_gather_is_done_at_once__test_constructor_empty_sequence_use_running_loop(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopFuture<int[]> typed = LoopTask.Gather(Array.Empty<LoopTask<int>>());
        Assert.True(typed.IsDone);
        Assert.Empty(await typed);
        Assert.True(LoopTask.Gather(Array.Empty<LoopTask>()).IsDone);
        Assert.Empty(await LoopTask.GatherOutcomes(Array.Empty<LoopTask>()));
        Assert.Empty(await LoopTask.GatherOutcomes(Array.Empty<LoopTask<int>>()));
    });

    [Fact]
    public void Nothing_to_gather_outside_a_loop_is_refused__test_constructor_empty_sequence_without_loop() =>
        Assert.Throws<InvalidOperationException>(() => LoopTask.Gather(Array.Empty<LoopTask<int>>()));

    [Theory]
    [EveryOrder]
    public void Many_children_are_gathered_in_order(ArmKind arm) => Arms.Run(arm, async () =>
    {
        int[] results = await LoopTask.Gather(Enumerable.Range(0, 200).Select(i => TheLoop.CreateTask(() => After(Ms(i * 7 % 5), i))));
        Assert.Equal(Enumerable.Range(0, 200), results);
    });
}
