using static Sim.Scenarios.Conformance.OwnLoops;

namespace Sim.Scenarios.Conformance;

/// <summary>
/// Ticks, callbacks and timers.
/// Seen to fail: B001 when CallSoonThreadSafe went through the inbox on the loop's own thread too and Schedule did not empty that first; B002 when
/// RunTick went on while anything was ready; B003 when DeadlineOf took a negative delay for zero; B015 without the look at the thread.
/// </summary>
public class TickTests
{
    [Theory]
    [AllArms]
    public void B001_A_thread_safe_call_from_the_loops_own_thread_keeps_its_place__test_call_soon_threadsafe_same_thread(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string> log = [];
        EventLoop.Current.CallSoonThreadSafe(() => log.Add("first"));
        EventLoop.Current.CallSoon(() => log.Add("second"));
        await LoopTask.Sleep(TimeSpan.Zero);
        await LoopTask.Sleep(TimeSpan.Zero);
        Assert.Equal(["first", "second"], log);
    });

    [Theory]
    [AllArms]
    public void B002_What_a_callback_schedules_waits_for_the_next_tick__test__run_once_schedule_handle(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<(string Name, long Tick)> log = [];
        EventLoop loop = EventLoop.Current;
        loop.CallSoon(() =>
        {
            Write("outer");
            loop.CallSoon(() => Write("inner"));
        });
        loop.CallSoon(() => Write("beside"));
        await LoopTask.Sleep(Milliseconds(1));
        long first = log[0].Tick;
        Assert.Equal([("outer", first), ("beside", first), ("inner", first + 1)], log);

        void Write(string name) => log.Add((name, loop.GetStatistics().Ticks));
    });

    [Theory]
    [AllArms]
    public void B003_Overdue_timers_go_by_deadline__test_call_later_negative_delays(ArmKind arm) => Arms.Run(arm, async () =>
    {
        List<string> log = [];
        EventLoop loop = EventLoop.Current;
        loop.CallLater(TimeSpan.FromSeconds(-1), () => log.Add("a"));
        loop.CallLater(TimeSpan.FromSeconds(-2), () => log.Add("b"));
        await LoopTask.Sleep(Milliseconds(1));
        Assert.Equal(["b", "a"], log);
    });

    [Theory]
    [AllArms]
    public void B004_A_timer_is_never_early_and_a_missing_callback_is_refused__test_time_and_call_at(ArmKind arm) => Arms.Run(arm, async () =>
    {
        EventLoop loop = EventLoop.Current;
        long fired = 0;
        long due = loop.Time + Milliseconds(3).Ticks;
        loop.CallAt(due, () => fired = loop.Time);
        await LoopTask.Sleep(Milliseconds(8));
        Assert.InRange(fired, due, long.MaxValue);
        Assert.Throws<ArgumentNullException>(() => loop.CallAt(due, null!));
    });

    [Theory]
    [RealAndNested]
    public void B007_Tiny_sleeps_do_not_spin__test_timeout_rounding(ArmKind arm) => Arms.Run(arm, async () =>
    {
        long before = EventLoop.Current.GetStatistics().Ticks;
        for (double seconds = 1e-2; seconds > 1e-10; seconds /= 10)
        {
            await LoopTask.Sleep(TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)));
        }

        Assert.InRange(EventLoop.Current.GetStatistics().Ticks - before, 9, 30);
    });

    [Theory]
    [RealAndNested]
    public void B008_A_loop_stopped_before_it_runs_makes_one_tick__test_run_forever_pre_stopped(ArmKind arm) => Run(arm, () =>
    {
        using EventLoop loop = new();
        List<string> log = [];
        loop.CallSoon(() => loop.CallSoon(() => log.Add("second tick")));
        loop.Stop();
        loop.RunForever();
        Assert.Empty(log);
        Assert.Equal(1, loop.GetStatistics().Ticks);
    });

    [Theory]
    [RealAndNested]
    public void B010_A_stop_leaves_the_main_task_as_it_was__test_stop_while_run_in_complete(ArmKind arm) => Run(arm, () =>
    {
        using EventLoop loop = new();
        LoopTask<int> main = loop.CreateTask(async () =>
        {
            await LoopTask.Sleep(Milliseconds(2));
            return 42;
        });
        loop.CallSoon(loop.Stop);
        Assert.Contains("stopped before", Assert.Throws<InvalidOperationException>(() => loop.RunUntilComplete(main)).Message, StringComparison.Ordinal);
        Assert.False(main.IsDone);
        loop.RunUntilComplete(main);
        Assert.Equal(42, main.Result);
    });

    [Theory]
    [RealAndNested]
    public void B011_A_future_of_another_loop_is_refused__test_run_until_complete_loop(ArmKind arm) => Run(arm, () =>
    {
        using EventLoop loop = new();
        using EventLoop other = new();
        Assert.Contains("run that one", Assert.Throws<ArgumentException>(() => loop.RunUntilComplete(new LoopFuture<int>(other))).Message, StringComparison.Ordinal);
    });

    /// <summary>Seen to fail: when the main task's callback stopped the loop whatever run it belonged to.</summary>
    [Theory]
    [RealAndNested]
    public void B013_B020_A_fatal_exception_leaves_Run_and_stops_no_later_run__test_run_until_complete_loop_orphan_future_close_loop(ArmKind arm) => Run(arm, () =>
    {
        List<LoopErrorContext> told = [];
        using EventLoop loop = new(Telling(told) with { IsFatal = static exception => exception is InvalidTimeZoneException });
        List<string> log = [];
        loop.CallSoon(() => loop.CallSoon(() => log.Add("kept for the next run")));
        Assert.Throws<InvalidTimeZoneException>(() => loop.RunUntilComplete(static () => throw new InvalidTimeZoneException()));
        loop.RunUntilComplete(async () =>
        {
            await LoopTask.Sleep(Milliseconds(1));
            log.Add("ran to its end");
        });
        Assert.Equal(["kept for the next run", "ran to its end"], log);
        Assert.Empty(told);
    });

    [Theory]
    [RealAndNested]
    public void B020_A_fatal_exception_of_a_callback_ends_the_tick_at_once__test_run_until_complete_baseexception(ArmKind arm) => Run(arm, () =>
    {
        using EventLoop loop = new(new EventLoopOptions { IsFatal = static exception => exception is InvalidTimeZoneException });
        List<string> log = [];
        loop.CallSoon(static () => throw new InvalidTimeZoneException());
        loop.CallSoon(() => log.Add("behind it"));
        Assert.Throws<InvalidTimeZoneException>(loop.RunForever);
        Assert.Empty(log);
        loop.Stop();
        loop.RunForever();
        Assert.Equal(["behind it"], log);
    });

    [Theory]
    [RealAndNested]
    public void B014_A_running_loop_is_not_closed_and_a_closed_one_takes_nothing__test_close(ArmKind arm) => Run(arm, () =>
    {
        EventLoop loop = new();
        loop.RunUntilComplete(() =>
        {
            Assert.Contains("call Stop", Assert.Throws<InvalidOperationException>(loop.Close).Message, StringComparison.Ordinal);
            return Task.CompletedTask;
        });
        loop.Close();
        loop.Close();
        Assert.True(loop.IsClosed);
        Assert.Throws<ObjectDisposedException>(() => loop.CallSoon(static () => { }));
        Assert.Throws<ObjectDisposedException>(() => loop.CallSoonThreadSafe(static () => { }));
        Assert.Throws<ObjectDisposedException>(() => loop.RunInExecutor(static () => { }));
        Assert.Throws<ObjectDisposedException>(() => loop.RunThreadSafe(static () => Task.CompletedTask));
        Assert.Throws<ObjectDisposedException>(() => loop.DisposeOnShutdown(new MemoryStream()));
        Assert.Throws<ObjectDisposedException>(() => loop.CreateTask(static () => Task.CompletedTask));
        Assert.Throws<ObjectDisposedException>(loop.RunForever);
    });

    [Theory]
    [RealAndNested]
    public void B015_Debug_mode_refuses_scheduling_from_another_thread__test_check_thread(ArmKind arm) => Arms.Run(arm, async () =>
    {
        EventLoop loop = EventLoop.Current;
        loop.Debug = true;
        Func<object>[] calls = [() => loop.CallSoon(static () => { }), () => loop.CallLater(TimeSpan.Zero, static () => { }), () => loop.CallAt(0, static () => { })];
        foreach (Func<object> call in calls)
        {
            Assert.Contains("CallSoonThreadSafe", (await Task.Run(() => Record.Exception(() => call())))!.Message, StringComparison.Ordinal);
        }

        loop.Debug = false;
        Assert.Null(await Task.Run(() => Record.Exception(() => loop.CallSoonThreadSafe(static () => { }))));
    });

    [Theory]
    [EveryOrder]
    public void B021_Another_thread_cancels_a_thread_safe_call_before_it_runs__test_call_soon_threadsafe_handle_cancel_other_thread(ArmKind arm) => Arms.Run(arm, async () =>
    {
        bool ran = false;
        EventLoop loop = EventLoop.Current;
        ThreadSafeHandle handle = loop.CallSoonThreadSafe(() => ran = true);
        Assert.True(handle.Cancel());
        Assert.False(handle.Cancel());
        await LoopTask.Sleep(Milliseconds(1));
        Assert.False(ran);
    });
}
