using static Sim.Scenarios.Conformance.Ticks;

namespace Sim.Scenarios.Conformance;

/// <summary>CPython's test_queues, in words of C#: getting, putting and orders.</summary>
public class QueueTests
{
    [Theory]
    [AllArms]
    public void Items_come_out_as_the_queue_orders_them__test_order(ArmKind arm) => Arms.Run(arm, async () =>
    {
        Assert.Equal([1, 3, 2], await PutAndGet(new AsyncQueue<int>(), 1, 3, 2));
        Assert.Equal([2, 3, 1], await PutAndGet(new AsyncLifoQueue<int>(), 1, 3, 2));
        Assert.Equal([1, 2, 3], await PutAndGet(new AsyncPriorityQueue<int>(), 1, 3, 2));
        Assert.Equal([3, 2, 1], await PutAndGet(new AsyncPriorityQueue<int>(Comparer<int>.Create(static (left, right) => right.CompareTo(left))), 1, 3, 2));
        Assert.Equal(["b1", "b2", "a1", "a2"], await PutAndGet(new AsyncPriorityQueue<string>(Comparer<string>.Create(static (left, right) => right[0] - left[0])), "a1", "b1", "b2", "a2"));
    });

    [Fact]
    public void A_queue_holds_at_least_one_item()
    {
        Assert.Contains("at least 1 item", Assert.Throws<ArgumentOutOfRangeException>(static () => new AsyncQueue<int>(0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new AsyncLifoQueue<int>(-1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new AsyncPriorityQueue<int>(0));
        Assert.Null(new AsyncQueue<int>().MaxSize);
    }

    [Theory]
    [AllArms]
    public void B135_Putting_waits_for_room__test_maxsize(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var queue = new AsyncQueue<int>(2);
        List<int> put = [];
        LoopTask putter = EventLoop.Current.CreateTask(async () =>
        {
            for (int i = 0; i < 3; i++)
            {
                await queue.PutAsync(i);
                put.Add(i);
            }
        });
        await Tick();
        await Tick();
        Assert.Equal([0, 1], put);
        Assert.True(queue.IsFull);
        Assert.Equal("AsyncQueue [items: 2/2, getters: 0, putters: 1, unfinished: 2]", queue.ToString());
        Assert.Equal(0, await queue.GetAsync());
        await Tick();
        Assert.Equal([0, 1, 2], put);
        Assert.Equal(1, await queue.GetAsync());
        Assert.Equal(2, await queue.GetAsync());
        Assert.True(putter.IsSuccessful);
        Assert.True(queue.IsEmpty);
    });

    [Fact]
    public void B135_Without_waiting_a_full_queue_takes_and_an_empty_one_gives_nothing__test_nonblocking_put_exception()
    {
        var queue = new AsyncQueue<int>(1);
        Assert.False(queue.TryGet(out _));
        Assert.True(queue.TryPut(1));
        Assert.False(queue.TryPut(2));
        Assert.True(queue.TryGet(out int item));
        Assert.Equal((1, 0), (item, queue.Count));
    }

    [Theory]
    [EveryOrder]
    public void What_is_put_is_got_once_by_whoever_waits__test_why_are_getters_waiting(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var queue = new AsyncQueue<int>(1);
        List<int> got = [];
        LoopTask[] tasks =
        [
            Start(async () => await Put(0, 10)), Start(async () => await Put(10, 10)),
            Start(Get), Start(Get), Start(Get), Start(Get),
        ];
        foreach (LoopTask task in tasks)
        {
            await task;
        }

        Assert.Equal(Enumerable.Range(0, 20), got.Order());
        Assert.Equal(0, queue.Count);

        async Task Put(int first, int count)
        {
            for (int i = first; i < first + count; i++)
            {
                await queue.PutAsync(i);
            }
        }

        async Task Get()
        {
            for (int i = 0; i < 5; i++)
            {
                got.Add(await queue.GetAsync());
            }
        }
    });

    [Theory]
    [AllArms]
    public void A_newcomer_may_be_faster_than_who_was_woken_and_that_one_waits_again(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var queue = new AsyncQueue<int>();
        LoopTask<int> waiting = EventLoop.Current.CreateTask(async () => await queue.GetAsync());
        await Tick();
        Assert.True(queue.TryPut(1));
        Assert.Equal(1, await queue.GetAsync());
        await Tick();
        await Tick();
        Assert.False(waiting.IsDone);
        Assert.True(queue.TryPut(2));
        Assert.Equal(2, await waiting);
    });

    [Theory]
    [EveryOrder]
    public void An_item_is_not_lost_with_a_woken_getter_that_is_canceled__test_get_cancel_drop_one_pending_reader(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var queue = new AsyncQueue<int>();
        LoopTask<int> reader = EventLoop.Current.CreateTask(async () => await queue.GetAsync());
        await Settle();
        queue.TryPut(1);
        queue.TryPut(2);
        reader.Cancel();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await reader);
        Assert.Equal(1, await queue.GetAsync());
    });

    /// <remarks>Seen to fail when a woken getter that was canceled did not wake the next.</remarks>
    [Theory]
    [EveryOrder]
    public void A_woken_getter_that_is_canceled_wakes_the_next__test_get_cancel_drop_many_pending_readers(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var queue = new AsyncQueue<int>();
        LoopTask<int>[] readers = [.. Enumerable.Range(0, 3).Select(_ => EventLoop.Current.CreateTask(async () => await queue.GetAsync()))];
        await Settle();
        queue.TryPut(1);
        queue.TryPut(2);
        readers[0].Cancel();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await readers[0]);
        List<int> got = [];
        foreach (LoopTask<int> reader in readers[1..])
        {
            got.Add(await reader);
        }

        Assert.Equal([1, 2], got.Order());
    });

    [Theory]
    [EveryOrder]
    public void B137_A_woken_putter_that_is_canceled_puts_nothing__test_put_cancel_drop(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var queue = new AsyncQueue<int>(1);
        queue.TryPut(1);
        LoopTask writer = EventLoop.Current.CreateTask(async () => await queue.PutAsync(2));
        await Settle();
        Assert.True(queue.TryGet(out int first));
        writer.Cancel();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await writer);
        Assert.Equal((1, 0), (first, queue.Count));
        await queue.PutAsync(2);
        Assert.Equal(2, await queue.GetAsync());
    });

    /// <remarks>Seen to fail when a woken putter that was canceled did not wake the next.</remarks>
    [Theory]
    [EveryOrder]
    public void B137_A_woken_putter_that_is_canceled_wakes_the_next__test_put_cancelled_race(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var queue = new AsyncQueue<string>(1);
        queue.TryPut("a");
        LoopTask b = EventLoop.Current.CreateTask(async () => await queue.PutAsync("b"));
        await Settle();
        LoopTask c = EventLoop.Current.CreateTask(async () => await queue.PutAsync("c"));
        await Settle();
        Assert.True(queue.TryGet(out _));
        b.Cancel();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await b);
        await c;
        Assert.Equal("c", await queue.GetAsync());
        Assert.True(queue.IsEmpty);
    });

    [Theory]
    [EveryOrder]
    public void B138_Canceled_waiters_leave_nothing_behind__test_cancelled_getters_not_being_held_in_self_getters(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var queue = new AsyncQueue<int>(1);
        LoopTask getter = EventLoop.Current.CreateTask(async () => await queue.GetAsync());
        await Settle();
        getter.Cancel();
        Assert.Equal("AsyncQueue [items: 0/1, getters: 0, putters: 0, unfinished: 0]", queue.ToString());
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await getter);
        queue.TryPut(1);
        LoopTask putter = EventLoop.Current.CreateTask(async () => await queue.PutAsync(2));
        await Settle();
        putter.Cancel();
        Assert.Equal("AsyncQueue [items: 1/1, getters: 0, putters: 0, unfinished: 1]", queue.ToString());
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await putter);
    });

    private static async Task<List<T>> PutAndGet<T>(AsyncQueue<T> queue, params T[] items)
    {
        foreach (T item in items)
        {
            await queue.PutAsync(item);
        }

        List<T> got = [];
        while (queue.Count > 0)
        {
            got.Add(await queue.GetAsync());
        }

        return got;
    }

    private static LoopTask Start(Func<Task> body) => EventLoop.Current.CreateTask(body);
}
