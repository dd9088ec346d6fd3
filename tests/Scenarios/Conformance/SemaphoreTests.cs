using static Sim.Scenarios.Conformance.Ticks;

namespace Sim.Scenarios.Conformance;

/// <summary>CPython's test_locks, SemaphoreTests, in words of C#.</summary>
public class SemaphoreTests
{
    [Theory]
    [AllArms]
    public void Permits_released_go_to_who_waited_longest__test_acquire(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var semaphore = new AsyncSemaphore(3);
        List<int> got = [];
        await semaphore.AcquireAsync();
        await semaphore.AcquireAsync();
        Assert.False(semaphore.IsLocked);
        LoopTask[] tasks = [Acquire(semaphore, got, 1), Acquire(semaphore, got, 2), Acquire(semaphore, got, 3)];
        await Tick();
        Assert.Equal([1], got);
        Assert.Equal("AsyncSemaphore [locked, value: 0, waiters: 2]", semaphore.ToString());

        LoopTask fourth = Acquire(semaphore, got, 4);
        semaphore.Release();
        semaphore.Release();
        Assert.Equal(0, semaphore.CurrentCount);
        await Tick();
        Assert.Equal([1, 2, 3], got);
        Assert.True(semaphore.IsLocked);
        Assert.All(tasks, static task => Assert.True(task.IsSuccessful));

        semaphore.Release();
        await fourth;
    });

    [Theory]
    [EveryOrder]
    public void B128_It_serves_in_order_and_a_releaser_that_comes_back_goes_last__test_acquire_fifo_order(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var semaphore = new AsyncSemaphore(2);
        List<int> came = [];
        List<int> got = [];
        int inside = 0;
        LoopTask[] tasks = [.. Enumerable.Range(0, 6).Select(number => EventLoop.Current.CreateTask(async () =>
        {
            for (int round = 0; round < 2; round++)
            {
                came.Add(number);
                using (await semaphore.AcquireAsync())
                {
                    got.Add(number);
                    Assert.InRange(++inside, 1, 2);
                    await Tick();
                    inside--;
                }
            }
        }))];
        foreach (LoopTask task in tasks)
        {
            await task;
        }

        Assert.Equal(12, got.Count);
        Assert.Equal(2, semaphore.CurrentCount);
        if (arm != ArmKind.Pool)
        {
            Assert.Equal(came, got);
        }
    });

    /// <remarks>Seen to fail when a permit that is free could be taken while woken waiters stood in line.</remarks>
    [Theory]
    [AllArms]
    public void B128_Who_releases_and_asks_again_does_not_overtake__test_acquire_fifo_order_2(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var semaphore = new AsyncSemaphore(1);
        List<int> got = [];
        LoopTask first = Acquire(semaphore, got, 1);
        LoopTask second = EventLoop.Current.CreateTask(async () =>
        {
            await semaphore.AcquireAsync();
            got.Add(2);
            semaphore.Release();
            await semaphore.AcquireAsync();
            got.Add(4);
        });
        LoopTask third = Acquire(semaphore, got, 3);
        await Tick();
        semaphore.Release();
        semaphore.Release();
        await first;
        await second;
        await third;
        Assert.Equal([1, 2, 3, 4], got);
    });

    [Theory]
    [AllArms]
    public void A_canceled_waiter_takes_no_permit__test_acquire_fifo_order_3(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var semaphore = new AsyncSemaphore(0);
        List<int> got = [];
        LoopTask first = Acquire(semaphore, got, 1);
        LoopTask second = Acquire(semaphore, got, 2);
        LoopTask third = Acquire(semaphore, got, 3);
        await Tick();
        first.Cancel();
        await Tick();
        semaphore.Release();
        semaphore.Release();
        await second;
        await third;
        Assert.Equal([2, 3], got);
        Assert.True(first.IsCanceled);
    });

    [Theory]
    [AllArms]
    public void Who_came_while_a_woken_one_was_in_line_is_woken_by_it__test_acquire_fifo_order_4(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var semaphore = new AsyncSemaphore(0);
        List<int> got = [];
        LoopTask? fourth = null;
        LoopTask first = EventLoop.Current.CreateTask(async () =>
        {
            await semaphore.AcquireAsync();
            Assert.Equal(0, semaphore.CurrentCount);
            fourth = EventLoop.Current.CreateTask(() =>
            {
                got.Add(4);
                return Task.CompletedTask;
            });
            got.Add(1);
        });
        LoopTask second = EventLoop.Current.CreateTask(async () =>
        {
            semaphore.Release();
            semaphore.Release();
            semaphore.Release();
            Assert.Equal(2, semaphore.CurrentCount);
            Assert.True(semaphore.IsLocked, "The first has not gone on yet.");
            await semaphore.AcquireAsync();
            got.Add(2);
        });
        LoopTask third = Acquire(semaphore, got, 3);
        await Tick();
        Assert.Equal(2, semaphore.CurrentCount);
        await Tick();
        await first;
        await second;
        await third;
        await fourth!;
        Assert.Equal([1, 2, 3, 4], got);
    });

    [Theory]
    [AllArms]
    public void Only_a_live_waiter_is_woken__test_acquire_cancel_before_awoken(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var semaphore = new AsyncSemaphore(0);
        List<int> got = [];
        LoopTask[] tasks = [.. Enumerable.Range(0, 4).Select(number => Acquire(semaphore, got, number))];
        await Tick();
        tasks[0].Cancel();
        tasks[1].Cancel();
        semaphore.Release();
        await Tick();
        await Tick();
        Assert.Equal([2], got);
        Assert.False(tasks[3].IsDone);
        tasks[3].Cancel();
        await Tick();
        Assert.True(semaphore.IsLocked);
    });

    /// <remarks>Seen to fail when a woken waiter that was canceled kept its permit.</remarks>
    [Theory]
    [AllArms]
    public void B131_A_permit_is_not_lost_with_a_woken_task_that_is_canceled__test_acquire_no_hang(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var semaphore = new AsyncSemaphore(1);
        LoopTask? second = null;
        LoopTask first = EventLoop.Current.CreateTask(async () =>
        {
            using (await semaphore.AcquireAsync())
            {
                await Settle();
            }

            second!.Cancel();
        });
        second = EventLoop.Current.CreateTask(async () =>
        {
            await Tick();
            using (await semaphore.AcquireAsync())
            {
                await LoopTask.Sleep(TimeSpan.FromMilliseconds(5));
                Assert.Fail("It was canceled before.");
            }
        });
        await first;
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await second);
        await semaphore.AcquireAsync();
        Assert.Equal(0, semaphore.CurrentCount);
    });

    [Fact]
    public void B131_A_bounded_semaphore_throws_when_too_much_is_released__test_release_not_acquired()
    {
        var semaphore = new AsyncBoundedSemaphore(2);
        Assert.Contains("All 2 permits", Assert.Throws<SemaphoreFullException>(semaphore.Release).Message, StringComparison.Ordinal);
        Assert.True(semaphore.TryAcquire(out AcquiredScope scope));
        scope.Dispose();
        Assert.Throws<SemaphoreFullException>(scope.Dispose);
        new AsyncSemaphore(1).Release();
        Assert.Throws<SemaphoreFullException>(new AsyncSemaphore(int.MaxValue).Release);
    }

    [Fact]
    public void A_semaphore_starts_with_zero_permits_or_more__test_semaphore_value()
    {
        Assert.True(new AsyncSemaphore(0).IsLocked);
        Assert.Contains("no fewer than 0", Assert.Throws<ArgumentOutOfRangeException>(static () => new AsyncSemaphore(-1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new AsyncBoundedSemaphore(-1));
    }

    private static LoopTask Acquire(AsyncSemaphore semaphore, List<int> got, int number) => EventLoop.Current.CreateTask(async () =>
    {
        await semaphore.AcquireAsync();
        got.Add(number);
    });
}
