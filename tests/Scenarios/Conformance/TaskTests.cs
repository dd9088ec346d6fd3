namespace Sim.Scenarios.Conformance;

public class TaskTests
{
    [Theory]
    [EveryOrder]
    public void B039_A_sleeping_task_that_is_canceled_gets_the_exception_at_its_await__test_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopTask task = EventLoop.Current.CreateTask(() => Sleeper(TimeSpan.FromHours(1)));
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
        Assert.True(task.Cancel());
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await task);
        Assert.True(task.IsCanceled);
        Assert.False(task.Cancel());
    });

    private static async Task Sleeper(TimeSpan time) => await LoopTask.Sleep(time);
}
