using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class PeriodicTimers(ITestOutputHelper output) : ConformanceTests<PeriodicTimers>(output)
{
    public static Conformance Ticks_until_it_is_disposed => Body(async () =>
    {
        Trail trail = new();
        PeriodicTimer timer = new(TimeSpan.FromMilliseconds(10));
        for (int i = 0; i < 3; i++)
        {
            trail.Add(await timer.WaitForNextTickAsync() ? "t" : "f");
        }

        timer.Dispose();
        trail.Add(await timer.WaitForNextTickAsync() ? "t" : "f");
        return trail.ToString();
    }).Allows("tttf").PoolRepetitions(5).Peer("Coyote", "reports a false deadlock");

    public static Conformance A_loop_ends_when_another_task_disposes_the_timer => Body(async () =>
    {
        int ticks = 0;
        PeriodicTimer timer = new(TimeSpan.FromMilliseconds(200));
        Task stop = Task.Run(async () => { await Task.Delay(500); timer.Dispose(); });
        while (await timer.WaitForNextTickAsync())
        {
            ticks++;
        }

        await stop;
        return $"{Math.Min(ticks, 3)} ticks";
    }).Allows("2 ticks").IfLate("0 ticks", "1 ticks", "3 ticks").PoolRepetitions(2);

    public static Conformance Missed_ticks_fold_into_one => Body(async () =>
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(200));
        await Task.Delay(500);
        ValueTask<bool> folded = timer.WaitForNextTickAsync();
        string first = folded.IsCompleted ? "at once" : "pending";
        await folded;
        ValueTask<bool> next = timer.WaitForNextTickAsync();
        string second = next.IsCompleted ? "at once" : "pending";
        await next;
        return $"{first}, then {second}";
    }).Allows("at once, then pending")
        .IfLate("at once, then at once", "pending, then pending", "pending, then at once")
        .PoolRepetitions(2);

    public static Conformance Dispose_ends_a_pending_wait => Body(async () =>
    {
        PeriodicTimer timer = new(TimeSpan.FromMinutes(1));
        Task<bool> wait = timer.WaitForNextTickAsync().AsTask();
        string before = wait.IsCompleted ? "done" : "pending";
        timer.Dispose();
        return $"{before}, then {await wait}";
    }).Allows("pending, then False");

    public static Conformance A_canceled_wait_leaves_the_timer_running => Body(async () =>
    {
        Trail trail = new();
        using CancellationTokenSource stop = new();
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        Task<bool> wait = timer.WaitForNextTickAsync(stop.Token).AsTask();
        stop.Cancel();
        try
        {
            trail.Add($"{await wait} ");
        }
        catch (OperationCanceledException)
        {
            trail.Add("canceled ");
        }

        trail.Add(await timer.WaitForNextTickAsync() ? "tick" : "end");
        return trail.ToString();
    }).Allows("canceled tick").IfLate("True tick").PoolRepetitions(5);

    public static Conformance Only_one_may_wait => Body(async () =>
    {
        using PeriodicTimer timer = new(TimeSpan.FromMinutes(1));
        ValueTask<bool> first = timer.WaitForNextTickAsync();
        try
        {
            await timer.WaitForNextTickAsync();
            return "two wait";
        }
        catch (InvalidOperationException)
        {
            return $"refused, the first {(first.IsCompleted ? "done" : "pending")}";
        }
    }).Allows("refused, the first pending");

    public static Conformance A_new_period_counts_from_now => Body(async () =>
    {
        Trail trail = new();
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(100));
        timer.Period = TimeSpan.FromMilliseconds(400);
        Task tick = Task.Run(async () => { await timer.WaitForNextTickAsync(); trail.Add("tick;"); });
        await Task.Delay(200);
        trail.Add("delay;");
        await tick;
        return trail.ToString();
    }).Allows("delay;tick;").IfLate("tick;delay;").PoolRepetitions(2);

    public static Conformance Takes_the_time_of_a_provider => Body(async () =>
    {
        Trail trail = new();
        using PeriodicTimer slow = new(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        using PeriodicTimer fast = new(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Task a = Task.Run(async () => { await slow.WaitForNextTickAsync(); trail.Add("slow;"); });
        Task b = Task.Run(async () => { await fast.WaitForNextTickAsync(); trail.Add("fast;"); });
        await a;
        await b;
        return trail.ToString();
    }).Allows("fast;slow;").IfLate("slow;fast;").PoolRepetitions(3);

    public static Conformance Two_timers_that_tick_together => Body(async () =>
    {
        Trail trail = new();
        Task a = TickOnceAsync("a", trail);
        Task b = TickOnceAsync("b", trail);
        await a;
        await b;
        return trail.ToString();
    }).Allows("ab", "ba").PoolRepetitions(30);

    private static Task TickOnceAsync(string name, Trail trail) => Task.Run(async () =>
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(10));
        await timer.WaitForNextTickAsync();
        trail.Add(name);
    });
}
