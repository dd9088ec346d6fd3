using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>Seen to fail: a shield that passes its cancellation on (B086), one that does not hear of that of the other (B087).</remarks>
public class ShieldTests
{
    [Theory]
    [EveryOrder]
    public void A_shield_ends_as_the_other_does__test_shield_result__test_shield_exception(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var inner = new LoopFuture<int>();
        LoopFuture<int> outer = LoopTask.Shield(inner);
        inner.SetResult(42);
        Assert.Equal(42, await outer);
        await Thrown<FormatException>(LoopTask.Shield(() => Throws(Ms(1), new FormatException())));
        Assert.Equal(43, await LoopTask.Shield(() => After(Ms(1), 43)));
        LoopTask done = TheLoop.CreateTask(() => Task.CompletedTask);
        await done;
        Assert.True(LoopTask.Shield(done).IsSuccessful);
    });

    [Theory]
    [EveryOrder]
    public void B086_Canceling_the_one_who_awaits_a_shield_lets_the_other_finish__test_shield_effect(ArmKind arm) => Arms.Run(arm, async () =>
    {
        int proof = 0;
        LoopTask<int> inner = TheLoop.CreateTask(async () =>
        {
            await LoopTask.Sleep(Ms(60));
            return ++proof;
        });
        LoopTask outer = TheLoop.CreateTask(async () =>
        {
            await LoopTask.Shield(inner);
            proof += 100;
        });
        await LoopTask.Sleep(Ms(1));
        outer.Cancel();
        await Thrown<OperationCanceledException>(outer);
        Assert.False(inner.IsDone);
        Assert.Equal(1, await inner);
        Assert.Equal(1, proof);
    });

    [Theory]
    [EveryOrder]
    public void B087_Canceling_the_other_cancels_the_shield__test_shield_cancel_inner(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var inner = new LoopFuture<int>();
        LoopFuture<int> outer = LoopTask.Shield(inner);
        inner.Cancel("enough");
        Assert.Equal("enough", (await Thrown<OperationCanceledException>(outer)).Message);
        Assert.True(outer.IsCanceled);
    });

    [Theory]
    [EveryOrder]
    public void A_canceled_shield_leaves_nothing_behind__test_shield_cancel_outer(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var inner = new LoopFuture<int>();
        LoopFuture<int> outer = LoopTask.Shield(inner);
        Assert.True(outer.Cancel());
        Assert.True(outer.IsCanceled);
        inner.SetResult(1);
        await Thrown<OperationCanceledException>(outer);
        Assert.Equal(1, await inner);
    });

    [Theory]
    [EveryOrder]
    public void B089_A_gather_in_a_shield_comes_to_its_end__test_shield_gather(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var a = new LoopFuture<int>();
        var b = new LoopFuture<int>();
        LoopFuture<int[]> gather = LoopTask.Gather(a, b);
        LoopFuture<int[]> outer = LoopTask.Shield(gather);
        await Tick();
        outer.Cancel();
        await Thrown<OperationCanceledException>(outer);
        a.SetResult(0);
        b.SetResult(1);
        Assert.Equal(Of(0, 1), await gather);
    });

    [Theory]
    [EveryOrder]
    public void B089_Shields_in_a_gather_are_canceled_and_what_they_shield_is_not__test_gather_shield(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var a = new LoopFuture<int>();
        var b = new LoopFuture<int>();
        LoopFuture<int> first = LoopTask.Shield(a);
        LoopFuture<int> second = LoopTask.Shield(b);
        LoopFuture<int[]> gather = LoopTask.Gather(first, second);
        Assert.True(gather.Cancel());
        await Thrown<OperationCanceledException>(gather);
        Assert.True(first.IsCanceled);
        Assert.True(second.IsCanceled);
        Assert.False(a.IsDone);
        Assert.False(b.IsDone);
    });
}
