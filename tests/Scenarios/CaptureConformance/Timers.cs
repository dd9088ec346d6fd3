using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Timers(ITestOutputHelper output) : ConformanceTests<Timers>(output)
{
    public static Conformance Fire_in_the_order_of_their_due_times => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource late = new();
        TaskCompletionSource early = new();
        using Timer b = new(_ => { trail.Add("late;"); late.SetResult(); }, null, 400, Timeout.Infinite);
        using Timer a = new(_ => { trail.Add("early;"); early.SetResult(); }, null, 10, Timeout.Infinite);
        await late.Task;
        await early.Task;
        return trail.ToString();
    }).Allows("early;late;").IfLate("late;early;").PoolRepetitions(3);

    public static Conformance Equal_due_times => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource a = new();
        TaskCompletionSource b = new();
        using Timer first = new(_ => { trail.Add("a"); a.SetResult(); }, null, 10, Timeout.Infinite);
        using Timer second = new(_ => { trail.Add("b"); b.SetResult(); }, null, 10, Timeout.Infinite);
        await a.Task;
        await b.Task;
        return trail.ToString();
    }).Allows("ab", "ba").PoolRepetitions(30);

    public static Conformance A_due_time_of_zero_still_fires_elsewhere => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource fired = new();
        using Timer timer = new(_ => { trail.Add("t"); fired.SetResult(); }, null, 0, Timeout.Infinite);
        await Task.Yield();
        trail.Add("b");
        await fired.Task;
        return trail.ToString();
    }).Allows("bt", "tb");

    public static Conformance A_period_fires_again_and_again => Body(async () =>
    {
        int fired = 0;
        using Timer timer = new(_ => Interlocked.Increment(ref fired), null, 200, 200);
        await Task.Delay(500);
        return $"fired {Math.Min(fired, 3)} times";
    }).Allows("fired 2 times").IfLate("fired 0 times", "fired 1 times", "fired 3 times").PoolRepetitions(2);

    public static Conformance A_callback_arms_its_timer_again => Body(async () =>
    {
        int fired = 0;
        TaskCompletionSource done = new();
        using Timer timer = new(self =>
        {
            if (++fired == 3)
            {
                done.SetResult();
                return;
            }

            ((Timer)self!).Change(5, Timeout.Infinite);
        });
        timer.Change(5, Timeout.Infinite);
        await done.Task;
        await Task.Delay(50);
        return $"fired {fired} times";
    }).Allows("fired 3 times").PoolRepetitions(5);

    public static Conformance A_callback_stops_its_periodic_timer => Body(async () =>
    {
        int fired = 0;
        using Timer timer = new(self =>
        {
            Interlocked.Increment(ref fired);
            ((Timer)self!).Change(Timeout.Infinite, Timeout.Infinite);
        });
        timer.Change(10, 100);
        await Task.Delay(350);
        return $"fired {Math.Min(fired, 2)} times";
    }).Allows("fired 1 times").IfLate("fired 0 times", "fired 2 times").PoolRepetitions(3);

    public static Conformance A_callback_replaces_the_period => Body(async () =>
    {
        int fired = 0;
        Trail trail = new();
        TaskCompletionSource twice = new();
        using Timer timer = new(self =>
        {
            int count = Interlocked.Increment(ref fired);
            trail.Add(count <= 2 ? "t" : "");
            ((Timer)self!).Change(400, Timeout.Infinite);
            _ = count == 2 && twice.TrySetResult();
        });
        timer.Change(10, 100);
        await Task.Delay(250);
        trail.Add("d");
        await twice.Task;
        return trail.ToString();
    }).Allows("tdt").IfLate("ttd", "dtt").PoolRepetitions(2);

    public static Conformance A_timer_stopped_before_it_is_due_never_fires => Body(async () =>
    {
        Trail trail = new();
        using Timer timer = new(_ => trail.Add("fired"), null, 150, Timeout.Infinite);
        await Task.Delay(10);
        timer.Change(Timeout.Infinite, Timeout.Infinite);
        await Task.Delay(300);
        return $"{trail}.";
    }).Allows(".").IfLate("fired.").PoolRepetitions(2);

    public static Conformance Stopping_a_timer_at_its_due_time => Body(async () =>
    {
        Trail trail = new();
        Task due = Task.Delay(10);
        using Timer timer = new(_ => trail.Add("t"), null, 10, Timeout.Infinite);
        await due;
        timer.Change(Timeout.Infinite, Timeout.Infinite);
        trail.Add("s");
        await Task.Delay(50);
        return trail.ToString();
    }).Allows("ts", "s").Gap("st", "a due callback has not left the timer queue before it runs, so a stop reaches it").PoolRepetitions(20);

    public static Conformance A_timer_moved_to_later_fires_once_and_then => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource fired = new();
        using Timer timer = new(_ => { trail.Add("t"); fired.TrySetResult(); }, null, 150, Timeout.Infinite);
        await Task.Delay(10);
        timer.Change(400, Timeout.Infinite);
        await Task.Delay(250);
        trail.Add("d");
        await fired.Task;
        return trail.ToString();
    }).Allows("dt").IfLate("td", "tdt", "ttd").PoolRepetitions(2);

    public static Conformance A_timer_disposed_before_it_is_due_never_fires => Body(async () =>
    {
        Trail trail = new();
        Timer timer = new(_ => trail.Add("fired"), null, 150, Timeout.Infinite);
        timer.Dispose();
        await Task.Delay(300);
        return $"{trail}.";
    }).Allows(".").IfLate("fired.").PoolRepetitions(2);

    public static Conformance Dispose_with_a_handle_signals_after_the_callback => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ManualResetEventSlim release = new();
        Timer timer = new(_ => { started.SetResult(); release.Wait(); trail.Add("callback "); }, null, 0, Timeout.Infinite);
        await started.Task;
        using ManualResetEvent disposed = new(false);
        timer.Dispose(disposed);
        trail.Add(disposed.WaitOne(0) ? "early " : "waiting ");
        release.Set();
        disposed.WaitOne();
        trail.Add("disposed");
        return trail.ToString();
    }).Allows("waiting callback disposed");

    public static Conformance DisposeAsync_waits_for_the_callback => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ManualResetEventSlim release = new();
        Timer timer = new(_ => { started.SetResult(); release.Wait(); trail.Add("callback "); }, null, 0, Timeout.Infinite);
        await started.Task;
        ValueTask disposed = timer.DisposeAsync();
        trail.Add(disposed.IsCompleted ? "early " : "waiting ");
        release.Set();
        await disposed;
        trail.Add("disposed");
        return trail.ToString();
    }).Allows("waiting callback disposed");

    public static Conformance DisposeAsync_of_an_idle_timer_is_done_at_once => Body(() =>
    {
        Timer timer = new(_ => { }, null, 1000, Timeout.Infinite);
        return Task.FromResult(timer.DisposeAsync().IsCompletedSuccessfully ? "done" : "pending");
    }).Allows("done");

    public static Conformance A_callback_blocks_on_a_later_timer => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource fired = new();
        TaskCompletionSource done = new();
        using Timer later = new(_ => { trail.Add("later;"); fired.SetResult(); }, null, 150, Timeout.Infinite);
        using Timer timer = new(_ => { Task.Delay(400).Wait(); trail.Add("blocked;"); done.SetResult(); }, null, 10, Timeout.Infinite);
        await fired.Task;
        await done.Task;
        return trail.ToString();
    }).Allows("later;blocked;").IfLate("blocked;later;").PoolRepetitions(2);

    public static Conformance A_callback_sees_the_async_locals_of_its_maker => Body(async () =>
    {
        AsyncLocal<string> who = new() { Value = "maker" };
        TaskCompletionSource<string?> seen = new();
        using Timer timer = new(_ => seen.SetResult(who.Value), null, 5, Timeout.Infinite);
        who.Value = "somebody else";
        return await seen.Task ?? "nobody";
    }).Allows("maker").PoolRepetitions(5);

    public static Conformance A_timer_of_the_system_provider_fires_and_stops => Body(async () =>
    {
        int fired = 0;
        ITimer timer = TimeProvider.System.CreateTimer(
            _ => Interlocked.Increment(ref fired), null, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(300));
        await Task.Delay(150);
        await timer.DisposeAsync();
        await Task.Delay(300);
        return $"fired {Math.Min(fired, 2)} times";
    }).Allows("fired 1 times").IfLate("fired 0 times", "fired 2 times").PoolRepetitions(2);

    public static Conformance A_callback_that_throws_ends_the_process => Body(async () =>
    {
        using Timer timer = new(_ => throw new InvalidOperationException("out of a timer"), null, 10, Timeout.Infinite);
        await Task.Delay(100);
        return "survived";
    }).EndsAs(RunOutcome.Crashed);
}
