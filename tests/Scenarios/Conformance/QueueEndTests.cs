using static Sim.Scenarios.Conformance.Ticks;

namespace Sim.Scenarios.Conformance;

/// <summary>CPython's test_queues, in words of C#: joining and shutting down, for each kind of queue.</summary>
public class QueueEndTests
{
    [Theory]
    [EveryOrder]
    public void B139_Join_waits_until_every_item_is_done__test_task_done(ArmKind arm) => ForEachQueue(arm, static async (queue, _) =>
    {
        for (int i = 0; i < 20; i++)
        {
            queue.TryPut(i);
        }

        int sum = 0;
        LoopTask[] workers = [.. Enumerable.Range(0, 2).Select(_ => EventLoop.Current.CreateTask(async () =>
        {
            await foreach (int item in queue.GetAllAsync())
            {
                await Tick();
                sum += item;
                queue.TaskDone();
            }
        }))];
        await queue.JoinAsync();
        Assert.Equal((190, 0), (sum, queue.UnfinishedCount));
        queue.Shutdown();
        await workers[0];
        await workers[1];
    });

    [Theory]
    [AllArms]
    public void B139_Joining_an_empty_queue_does_not_wait__test_join_empty_queue(ArmKind arm) => ForEachQueue(arm, static (queue, _) =>
    {
        Assert.True(queue.JoinAsync().IsCompletedSuccessfully);
        Assert.True(queue.JoinAsync().IsCompletedSuccessfully);
        return Task.CompletedTask;
    });

    [Theory]
    [AllArms]
    public void B139_One_TaskDone_too_many_throws__test_task_done_underflow(ArmKind arm) => ForEachQueue(arm, static async (queue, _) =>
    {
        Assert.Throws<InvalidOperationException>(queue.TaskDone);
        await queue.PutAsync(1);
        queue.TaskDone();
        Assert.Contains("more items than were put", Assert.Throws<InvalidOperationException>(queue.TaskDone).Message, StringComparison.Ordinal);
    });

    [Theory]
    [EveryOrder]
    public void B140_Shutting_an_empty_queue_down_ends_the_wait_of_getters__test_shutdown_empty(ArmKind arm) => ForEachQueue(arm, static async (queue, _) =>
    {
        LoopTask getter = EventLoop.Current.CreateTask(async () => await queue.GetAsync());
        await Settle();
        queue.Shutdown();
        await queue.JoinAsync();
        await Assert.ThrowsAsync<QueueShutDownException>(async () => await getter);
        await AssertShutDown(queue);
    });

    [Theory]
    [EveryOrder]
    public void B140_What_is_in_the_queue_can_still_be_taken_out_and_joined__test_shutdown_nonempty(ArmKind arm) => ForEachQueue(arm, static async (_, bounded) =>
    {
        bounded.TryPut(1);
        LoopTask joiner = EventLoop.Current.CreateTask(async () => await bounded.JoinAsync());
        LoopTask putter = EventLoop.Current.CreateTask(async () => await bounded.PutAsync(2));
        await Settle();
        Assert.False(putter.IsDone);
        bounded.Shutdown();
        await Assert.ThrowsAsync<QueueShutDownException>(async () => await putter);
        Assert.Equal(1, await bounded.GetAsync());
        await Settle();
        Assert.False(joiner.IsDone);
        await AssertShutDown(bounded);
        bounded.TaskDone();
        await joiner;
        Assert.Throws<InvalidOperationException>(bounded.TaskDone);
    });

    [Theory]
    [EveryOrder]
    public void Shutting_down_at_once_drops_the_items_and_counts_them_as_done__test_shutdown_immediate(ArmKind arm) => ForEachQueue(arm, static async (queue, _) =>
    {
        queue.TryPut(1);
        LoopTask joiner = EventLoop.Current.CreateTask(async () => await queue.JoinAsync());
        await Settle();
        queue.Shutdown(immediately: true);
        Assert.Equal(0, queue.Count);
        await joiner;
        await AssertShutDown(queue);
        Assert.Throws<InvalidOperationException>(queue.TaskDone);
    });

    [Theory]
    [EveryOrder]
    public void What_is_being_worked_on_counts_until_it_is_done__test_shutdown_immediate_with_unfinished(ArmKind arm) => ForEachQueue(arm, static async (queue, _) =>
    {
        queue.TryPut(1);
        queue.TryPut(2);
        LoopTask joiner = EventLoop.Current.CreateTask(async () => await queue.JoinAsync());
        await queue.GetAsync();
        queue.Shutdown(immediately: true);
        Assert.Equal((0, 1), (queue.Count, queue.UnfinishedCount));
        await Settle();
        Assert.False(joiner.IsDone);
        await AssertShutDown(queue);
        queue.TaskDone();
        Assert.Throws<InvalidOperationException>(queue.TaskDone);
        await joiner;
    });

    private static void ForEachQueue(ArmKind arm, Func<AsyncQueue<int>, AsyncQueue<int>, Task> body)
    {
        Arms.Run(arm, () => body(new AsyncQueue<int>(), new AsyncQueue<int>(1)));
        Arms.Run(arm, () => body(new AsyncLifoQueue<int>(), new AsyncLifoQueue<int>(1)));
        Arms.Run(arm, () => body(new AsyncPriorityQueue<int>(), new AsyncPriorityQueue<int>(1)));
    }

    private static async Task AssertShutDown(AsyncQueue<int> queue)
    {
        Assert.True(queue.IsShutDown);
        await Assert.ThrowsAsync<QueueShutDownException>(async () => await queue.PutAsync(3));
        Assert.Throws<QueueShutDownException>(() => queue.TryPut(3));
        await Assert.ThrowsAsync<QueueShutDownException>(async () => await queue.GetAsync());
        Assert.Throws<QueueShutDownException>(() => queue.TryGet(out _));
    }
}
