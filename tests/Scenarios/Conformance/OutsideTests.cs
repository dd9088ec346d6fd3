using static Sim.Scenarios.Conformance.OwnLoops;

namespace Sim.Scenarios.Conformance;

/// <summary>
/// Tasks that other threads ask for.
/// Seen to fail: B090 when Cancel did not tell the loop's task; the task's own cancellation's when TakeOutcome took it for a result; the closed loop's
/// when Close forgot who waits outside.
/// </summary>
public class OutsideTests
{
    [Theory]
    [EveryOrder]
    public void Another_thread_gets_the_result_of_a_task__test_run_coroutine_threadsafe(ArmKind arm) => Arms.Run(arm, async () =>
    {
        EventLoop loop = EventLoop.Current;
        int result = await Task.Run(() => loop.RunThreadSafe(async () =>
        {
            await LoopTask.Sleep(Milliseconds(1));
            return ReferenceEquals(EventLoop.Current, loop) ? 3 : 0;
        }).Result());
        Assert.Equal(3, result);
    });

    [Theory]
    [EveryOrder]
    public void Another_thread_gets_the_fault_of_a_task__test_run_coroutine_threadsafe_with_exception(ArmKind arm) => Arms.Run(arm, async () =>
    {
        EventLoop loop = EventLoop.Current;
        ThreadSafeFuture future = loop.RunThreadSafe(static () => throw new InvalidTimeZoneException("its own"));
        Assert.Equal("its own", (await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Task.Run(() => future.Wait()))).Message);
    });

    [Theory]
    [EveryOrder]
    public void B090_A_wait_that_expires_leaves_the_task_and_a_cancellation_reaches_it__test_run_coroutine_threadsafe_with_timeout(ArmKind arm) => Arms.Run(arm, async () =>
    {
        EventLoop loop = EventLoop.Current;
        LoopTask? inner = null;
        await Task.Run(() =>
        {
            ThreadSafeFuture future = loop.RunThreadSafe(() =>
            {
                inner = LoopTask.Current;
                return Sleep();
            });
            Assert.Throws<TimeoutException>(() => future.Wait(Milliseconds(5)));
            Assert.True(future.Cancel());
            Assert.False(future.Cancel());
            Assert.Throws<TaskCanceledException>(() => future.Wait());
        });
        await LoopTask.Sleep(Milliseconds(5));
        Assert.True(inner is null or { IsCanceled: true });
    });

    [Theory]
    [EveryOrder]
    public void A_task_that_is_canceled_cancels_who_waits_outside__test_run_coroutine_threadsafe_task_cancelled(ArmKind arm) => Arms.Run(arm, async () =>
    {
        EventLoop loop = EventLoop.Current;
        ThreadSafeFuture<int> future = loop.RunThreadSafe<int>(async () =>
        {
            LoopTask.Current!.Cancel();
            await Sleep();
            return 1;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future.Completion);
        Assert.True(future.Completion.IsCanceled);
    });

    [Theory]
    [RealAndNested]
    public void A_loop_that_closes_leaves_nobody_waiting(ArmKind arm) => Run(arm, () =>
    {
        EventLoop loop = new(Telling([]));
        ThreadSafeFuture never = loop.RunThreadSafe(static () => Task.CompletedTask);
        loop.Close();
        Assert.Throws<ObjectDisposedException>(() => never.Wait(TimeSpan.FromSeconds(60)));
    });

    [Theory]
    [RealAndNested]
    public void A_loops_own_thread_does_not_wait_for_itself(ArmKind arm) => Arms.Run(arm, async () =>
    {
        ThreadSafeFuture future = EventLoop.Current.RunThreadSafe(static () => Task.CompletedTask);
        Assert.Contains("await Completion", Assert.Throws<InvalidOperationException>(() => future.Wait()).Message, StringComparison.Ordinal);
        await future.Completion;
    });

    private static async Task Sleep() => await LoopTask.Sleep(TimeSpan.FromHours(1));
}
