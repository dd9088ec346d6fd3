using static Sim.Scenarios.Conformance.Ticks;

namespace Sim.Scenarios.Conformance;

/// <summary>CPython's test_locks, LockTests, in words of C#.</summary>
public class LockTests
{
    [Theory]
    [AllArms]
    public void B120_A_release_lets_one_waiter_on_and_who_comes_later_queues__test_acquire(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var mutex = new AsyncLock();
        List<int> got = [];
        await mutex.AcquireAsync();
        LoopTask first = Acquire(1);
        LoopTask second = Acquire(2);
        await Tick();
        Assert.Empty(got);

        mutex.Release();
        await Tick();
        Assert.Equal([1], got);
        await Tick();
        Assert.Equal([1], got);

        LoopTask third = Acquire(3);
        mutex.Release();
        await Tick();
        Assert.Equal([1, 2], got);

        mutex.Release();
        await Tick();
        Assert.Equal([1, 2, 3], got);
        Assert.True(first.IsSuccessful && second.IsSuccessful && third.IsSuccessful);

        LoopTask Acquire(int number) => EventLoop.Current.CreateTask(async () =>
        {
            await mutex.AcquireAsync();
            got.Add(number);
        });
    });

    [Theory]
    [EveryOrder]
    public void B120_Waiters_get_it_in_the_order_in_which_they_came_and_a_releaser_that_comes_back_goes_last(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var mutex = new AsyncLock();
        List<int> came = [];
        List<int> got = [];
        LoopTask[] tasks = [.. Enumerable.Range(0, 5).Select(number => EventLoop.Current.CreateTask(async () =>
        {
            for (int round = 0; round < 3; round++)
            {
                came.Add(number);
                using (await mutex.AcquireAsync())
                {
                    got.Add(number);
                    await Tick();
                }
            }
        }))];
        foreach (LoopTask task in tasks)
        {
            await task;
        }

        Assert.Equal(came, got);
    });

    [Theory]
    [AllArms]
    public void B121_When_a_waiter_is_canceled_in_the_tick_of_the_release_the_next_gets_it__test_cancel_race(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var mutex = new AsyncLock();
        var blocker = new LoopFuture<int>();
        LoopTask a = Hold(blocker);
        await Tick();
        Assert.True(mutex.IsLocked);
        LoopTask b = Hold(null);
        LoopTask c = Hold(null);
        await Tick();

        blocker.SetResult(0);
        b.Cancel();
        await Tick();
        Assert.False(mutex.IsLocked);
        Assert.True(a.IsSuccessful);
        Assert.True(b.IsCanceled);
        await c;

        LoopTask Hold(LoopFuture? until) => EventLoop.Current.CreateTask(async () =>
        {
            using (await mutex.AcquireAsync())
            {
                if (until is not null)
                {
                    await until;
                }
            }
        });
    });

    [Theory]
    [EveryOrder]
    public void B121_Exactly_one_gets_it_when_the_first_waiter_is_canceled_beside_the_release__test_cancel_release_race(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var mutex = new AsyncLock();
        int calls = 0;
        int owners = 0;
        await mutex.AcquireAsync();
        LoopTask[] tasks = [.. Enumerable.Range(0, 3).Select(_ => EventLoop.Current.CreateTask(async () =>
        {
            calls++;
            await mutex.AcquireAsync();
            owners++;
        }))];
        await Settle();
        EventLoop.Current.CallSoon(() =>
        {
            tasks[0].Cancel();
            mutex.Release();
        });
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await tasks[0]);
        await Settle();
        Assert.Equal((3, 1), (calls, owners));
        LoopTask stuck = Assert.Single(tasks, static task => !task.IsDone);
        stuck.Cancel();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await stuck);
        _ = Assert.Single(tasks, static task => task.IsSuccessful);
    });

    /// <remarks>Seen to fail when a woken waiter that was canceled did not wake the next.</remarks>
    [Theory]
    [EveryOrder]
    public void B122_A_waiter_that_is_woken_and_then_canceled_passes_it_on__test_finished_waiter_cancelled(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var mutex = new AsyncLock();
        await mutex.AcquireAsync();
        LoopTask b = EventLoop.Current.CreateTask(async () => await mutex.AcquireAsync());
        await Settle();
        LoopTask c = EventLoop.Current.CreateTask(async () => await mutex.AcquireAsync());
        await Settle();
        mutex.Release();
        b.Cancel();
        Assert.False(mutex.TryAcquire(out _), "Nobody overtakes.");
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await b);
        await c;
        Assert.True(mutex.IsLocked);
    });

    [Theory]
    [AllArms]
    public void A_canceled_waiter_leaves_nothing_behind__test_acquire_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var mutex = new AsyncLock();
        await mutex.AcquireAsync();
        LoopTask task = EventLoop.Current.CreateTask(async () => await mutex.AcquireAsync());
        EventLoop.Current.CallSoon(() => task.Cancel());
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await task);
        Assert.Equal("AsyncLock [locked, waiters: 0]", mutex.ToString());
    });

    [Theory]
    [EveryOrder]
    public void B122_Releasing_a_free_lock_throws__test_release_not_acquired(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var mutex = new AsyncLock();
        Assert.Contains("nobody holds it", Assert.Throws<InvalidOperationException>(mutex.Release).Message, StringComparison.Ordinal);
        using (await mutex.AcquireAsync())
        {
            Assert.True(mutex.IsLocked);
        }

        Assert.False(mutex.IsLocked);
        Assert.Throws<InvalidOperationException>(mutex.Release);
    });

    [Theory]
    [EveryOrder]
    public void A_token_ends_the_wait_and_is_named_by_the_exception(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var mutex = new AsyncLock();
        using var source = new CancellationTokenSource();
        await mutex.AcquireAsync(source.Token);
        LoopTask task = EventLoop.Current.CreateTask(async () =>
        {
            OperationCanceledException canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await mutex.AcquireAsync(source.Token));
            Assert.Equal(source.Token, canceled.CancellationToken);
        });
        await Settle();
        source.Cancel();
        await task;
        mutex.Release();
        Assert.True(mutex.AcquireAsync(source.Token).IsCanceled);
        Assert.True(mutex.TryAcquire(out _));
    });

    [Theory]
    [InlineData(ArmKind.Real)]
    public void A_token_that_another_thread_cancels_ends_the_wait(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var mutex = new AsyncLock();
        using var source = new CancellationTokenSource();
        await mutex.AcquireAsync();
        var thread = new Thread(source.Cancel);
        EventLoop.Current.CallSoon(thread.Start);
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await mutex.AcquireAsync(source.Token));
        thread.Join();
    });

    [Fact]
    public void A_primitive_belongs_to_the_loop_on_which_it_was_first_waited_for()
    {
        var mutex = new AsyncLock();
        AsyncQueue<int> queue = new();
        using EventLoop first = new(new EventLoopOptions { ExceptionHandler = static _ => { } });
        first.RunUntilComplete(async () =>
        {
            await mutex.AcquireAsync();
            _ = EventLoop.Current.CreateTask(async () => await mutex.AcquireAsync());
            _ = EventLoop.Current.CreateTask(async () => await queue.GetAsync());
            await Tick();
        });
        EventLoop.Run(async () =>
        {
            InvalidOperationException ofLock = await Assert.ThrowsAsync<InvalidOperationException>(async () => await mutex.AcquireAsync());
            Assert.Contains("This AsyncLock belongs to another event loop", ofLock.Message, StringComparison.Ordinal);
            InvalidOperationException ofQueue = await Assert.ThrowsAsync<InvalidOperationException>(async () => await queue.GetAsync());
            Assert.Contains("This AsyncQueue belongs to another event loop", ofQueue.Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(mutex.Release);
            Assert.True(mutex.IsLocked);
        });
    }

    [Fact]
    public async Task Outside_of_a_loop_a_primitive_can_be_taken_but_not_waited_for()
    {
        var mutex = new AsyncLock();
        await mutex.AcquireAsync();
        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(async () => await mutex.AcquireAsync());
        Assert.Contains("No event loop runs on this thread", thrown.Message, StringComparison.Ordinal);
    }
}
