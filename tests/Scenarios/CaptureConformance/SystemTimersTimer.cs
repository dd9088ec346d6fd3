using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class SystemTimersTimer(ITestOutputHelper output) : ConformanceTests<SystemTimersTimer>(output)
{
    public static Conformance Without_AutoReset_it_elapses_once => Body(async () =>
    {
        int elapsed = 0;
        TaskCompletionSource done = new();
        using System.Timers.Timer timer = new(20) { AutoReset = false };
        timer.Elapsed += (_, _) => { elapsed++; done.SetResult(); };
        timer.Start();
        await done.Task;
        await Task.Delay(100);
        return $"{elapsed}, enabled {timer.Enabled}";
    }).Allows("1, enabled False").PoolRepetitions(3);

    public static Conformance With_AutoReset_it_elapses_until_stopped => Body(async () =>
    {
        int elapsed = 0;
        using System.Timers.Timer timer = new(200);
        timer.Elapsed += (_, _) => Interlocked.Increment(ref elapsed);
        timer.Start();
        await Task.Delay(500);
        timer.Stop();
        await Task.Delay(300);
        return $"{Math.Min(elapsed, 3)}, enabled {timer.Enabled}";
    }).Allows("2, enabled False")
        .IfLate("0, enabled False", "1, enabled False", "3, enabled False")
        .PoolRepetitions(2);

    public static Conformance A_handler_stops_its_timer => Body(async () =>
    {
        int elapsed = 0;
        TaskCompletionSource done = new();
        using System.Timers.Timer timer = new(150);
        timer.Elapsed += (sender, _) =>
        {
            ((System.Timers.Timer)sender!).Stop();
            Interlocked.Increment(ref elapsed);
            done.TrySetResult();
        };
        timer.Start();
        await done.Task;
        await Task.Delay(350);
        return $"{Math.Min(elapsed, 2)}";
    }).Allows("1").IfLate("2").PoolRepetitions(2);

    public static Conformance Without_AutoReset_a_handler_may_start_it_again => Body(async () =>
    {
        int elapsed = 0;
        TaskCompletionSource done = new();
        using System.Timers.Timer timer = new(10) { AutoReset = false };
        timer.Elapsed += (sender, _) =>
        {
            if (++elapsed == 3)
            {
                done.SetResult();
                return;
            }

            ((System.Timers.Timer)sender!).Enabled = true;
        };
        timer.Start();
        await done.Task;
        return $"{elapsed}, enabled {timer.Enabled}";
    }).Allows("3, enabled False").PoolRepetitions(5);

    public static Conformance A_new_interval_counts_from_now => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource done = new();
        using System.Timers.Timer timer = new(100) { AutoReset = false };
        timer.Elapsed += (_, _) => { trail.Add("elapsed;"); done.SetResult(); };
        timer.Start();
        timer.Interval = 400;
        await Task.Delay(200);
        trail.Add("delay;");
        await done.Task;
        return trail.ToString();
    }).Allows("delay;elapsed;").IfLate("elapsed;delay;").PoolRepetitions(2);

    public static Conformance Disposed_before_it_is_due_it_never_elapses => Body(async () =>
    {
        Trail trail = new();
        System.Timers.Timer timer = new(150) { AutoReset = false };
        timer.Elapsed += (_, _) => trail.Add("elapsed");
        timer.Start();
        timer.Dispose();
        await Task.Delay(300);
        return $"{trail}.";
    }).Allows(".").IfLate("elapsed.").PoolRepetitions(2);

    public static Conformance It_swallows_what_a_handler_throws => Body(async () =>
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using System.Timers.Timer timer = new(10) { AutoReset = false };
        timer.Elapsed += (_, _) => { done.SetResult(); throw new InvalidOperationException("out of a handler"); };
        timer.Start();
        await done.Task;
        await Task.Delay(20);
        return "alive";
    }).Allows("alive").PoolRepetitions(5);
}
