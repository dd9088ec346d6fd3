using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class NestedBlocking(ITestOutputHelper output) : ConformanceTests<NestedBlocking>(output)
{
    [ThreadStatic]
    private static string? mark;

    public static Conformance Four_deep => BlockingBody(() => $"{Deep(4)}").Allows("4").PoolRepetitions(20);

    public static Conformance Two_chains_three_deep => Body(async () =>
    {
        Trail trail = new();
        Task a = Task.Run(() => { Deep(3); trail.Add("a"); });
        Task b = Task.Run(() => { Deep(3); trail.Add("b"); });
        await a;
        await b;
        return trail.ToString();
    }).Allows("ab", "ba").PoolRepetitions(10);

    public static Conformance The_outer_wait_is_over_before_the_inner => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource inner = new();
        TaskCompletionSource outer = new();
        Task a = Task.Run(() => { outer.Task.Wait(); trail.Add("outer "); });
        Task b = Task.Run(() => { inner.Task.Wait(); trail.Add("inner"); });
        await Task.Delay(10);
        outer.SetResult();
        await a;
        inner.SetResult();
        await b;
        return trail.ToString();
    }).Allows("outer inner").PoolRepetitions(10);

    public static Conformance A_lock_around_Result_keeps_others_out => Body(async () =>
    {
        object gate = new();
        int inside = 0;
        int most = 0;
        void Enter()
        {
            lock (gate)
            {
                most = Math.Max(most, ++inside);
                _ = AfterAsync(1).Result;
                inside--;
            }
        }

        Task a = Task.Run(Enter);
        Task b = Task.Run(Enter);
        Task c = Task.Run(Enter);
        await a;
        await b;
        await c;
        return $"{most} inside";
    }).Allows("1 inside").PoolRepetitions(20);

    public static Conformance A_lock_around_a_deep_wait_keeps_others_out => Body(async () =>
    {
        object gate = new();
        Trail trail = new();
        void Enter(string name)
        {
            lock (gate)
            {
                trail.Add(name);
                Deep(3);
                trail.Add(name);
            }
        }

        Task a = Task.Run(() => Enter("a"));
        Task b = Task.Run(() => Enter("b"));
        await a;
        await b;
        return trail.ToString();
    }).Allows("aabb", "bbaa").PoolRepetitions(20);

    public static Conformance The_thread_is_the_same_after_a_wait => Body(async () =>
    {
        bool a = true;
        Task other = Task.Run(() => { a = SameThreadAfterAWait("other"); });
        bool b = SameThreadAfterAWait("body");
        await other;
        return $"{a} {b}";
    }).Allows("True True").PoolRepetitions(20);

    public static Conformance An_async_local_survives_a_wait => Body(async () =>
    {
        AsyncLocal<string> who = new();
        string AfterAWait(string name)
        {
            who.Value = name;
            Turn.Block();
            return who.Value;
        }

        Task<string> a = Task.Run(() => AfterAWait("a"));
        Task<string> b = Task.Run(() => AfterAWait("b"));
        return $"{await a} {await b} {who.Value ?? "-"}";
    }).Allows("a b -").PoolRepetitions(20);

    public static Conformance A_blocked_task_in_a_continuation => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource gate = new();
        Task waiter = gate.Task.ContinueWith(
            _ => { Turn.Block(); trail.Add("continuation "); },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        await Task.Run(() => { gate.SetResult(); trail.Add("setter"); });
        await waiter;
        return trail.ToString();
    }).Allows("continuation setter").PoolRepetitions(20);

    private static int Deep(int levels) =>
        levels == 0 ? AfterAsync(0).Result : 1 + Task.Run(async () => { await Task.Yield(); return Deep(levels - 1); }).Result;

    private static async Task<int> AfterAsync(int milliseconds)
    {
        await Task.Delay(milliseconds);
        await Task.Yield();
        return 0;
    }

    private static bool SameThreadAfterAWait(string name)
    {
        int before = Environment.CurrentManagedThreadId;
        mark = name;
        Turn.Block();
        return before == Environment.CurrentManagedThreadId && mark == name;
    }
}
