using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class CrossingWaits(ITestOutputHelper output) : ConformanceTests<CrossingWaits>(output)
{
    public static Conformance Each_gives_before_it_takes => Body(async () =>
    {
        TaskCompletionSource<int> x = new();
        TaskCompletionSource<int> y = new();
        Task<int> a = Task.Run(() => { x.SetResult(1); return y.Task.Result; });
        Task<int> b = Task.Run(() => { y.SetResult(2); return x.Task.Result; });
        return $"{await a} {await b}";
    }).Allows("2 1");

    public static Conformance Each_takes_before_it_gives => Body(async () =>
    {
        TaskCompletionSource<int> x = new();
        TaskCompletionSource<int> y = new();
        Task a = Task.Run(() => x.SetResult(y.Task.Result));
        Task b = Task.Run(() => y.SetResult(x.Task.Result));
        await a;
        await b;
        return "done";
    }).EndsAs(RunOutcome.Deadlocked).Seeds(5);

    public static Conformance One_gives_first_and_the_other_takes_first => Body(async () =>
    {
        TaskCompletionSource<int> x = new();
        TaskCompletionSource<int> y = new();
        Task<int> a = Task.Run(() => { x.SetResult(1); return y.Task.Result; });
        Task b = Task.Run(() => y.SetResult(x.Task.Result + 1));
        await b;
        return $"{await a}";
    }).Allows("2");

    public static Conformance A_chain_whose_middle_waits_on_both_sides => Body(async () =>
    {
        TaskCompletionSource p = new();
        TaskCompletionSource q = new();
        Trail trail = new();
        Task first = Task.Run(() => { p.Task.Wait(); trail.Add("1"); q.SetResult(); });
        Task second = Task.Run(() => { q.Task.Wait(); trail.Add("2"); });
        Task third = Task.Run(() => { trail.Add("3"); p.SetResult(); });
        await first;
        await second;
        await third;
        return trail.ToString();
    }).Allows("312");

    public static Conformance Two_pairs_that_wait_crosswise => Body(async () =>
    {
        TaskCompletionSource p = new();
        TaskCompletionSource q = new();
        Task a = Task.Run(() => { p.Task.Wait(); Turn.Block(); });
        Task b = Task.Run(() => { q.Task.Wait(); Turn.Block(); });
        Task c = Task.Run(() => { Turn.Block(); p.SetResult(); a.Wait(); });
        Task d = Task.Run(() => { q.SetResult(); b.Wait(); });
        await c;
        await d;
        return "done";
    }).Allows("done").PoolRepetitions(10);

    public static Conformance A_wait_with_a_timeout_is_no_deadlock => Body(async () =>
    {
        TaskCompletionSource x = new();
        TaskCompletionSource y = new();
        Task<bool> a = Task.Run(() => { bool got = y.Task.Wait(50); x.SetResult(); return got; });
        Task b = Task.Run(() => { x.Task.Wait(); y.SetResult(); });
        await b;
        return $"{await a}";
    }).Allows("False").PoolRepetitions(5);

    public static Conformance A_lock_around_a_wait_that_needs_it => BlockingBody(() =>
    {
        object gate = new();
        lock (gate)
        {
            Task.Run(async () =>
            {
                await Task.Yield();
                lock (gate)
                {
                }
            }).Wait();
        }

        return "done";
    }).EndsAs(RunOutcome.Deadlocked).Seeds(5);

    public static Conformance A_lock_around_a_wait_that_may_run_the_task_itself => BlockingBody(() =>
    {
        object gate = new();
        lock (gate)
        {
            Task needsIt = Task.Run(() =>
            {
                lock (gate)
                {
                }
            });
            Turn.Block();
            needsIt.Wait();
        }

        return "ran inline";
    }).Gap("ran inline", "A blocking wait never runs the queued task itself: under capture another carrier always takes it, as another worker may on the pool.").EndsAs(RunOutcome.Deadlocked).Seeds(5);

    public static Conformance Two_locks_in_opposite_order => Body(async () =>
    {
        object a = new();
        object b = new();
        Task one = Task.Run(() => TakeBoth(a, b));
        Task two = Task.Run(() => TakeBoth(b, a));
        await one;
        await two;
        return "done";
    }).Allows("done").EndsAs(RunOutcome.Deadlocked).Seeds(25);

    public static Conformance Two_locks_in_one_order => Body(async () =>
    {
        object a = new();
        object b = new();
        Task one = Task.Run(() => TakeBoth(a, b));
        Task two = Task.Run(() => TakeBoth(a, b));
        await one;
        await two;
        return "done";
    }).Allows("done");

    public static Conformance Three_philosophers => Body(async () =>
    {
        object[] forks = [new(), new(), new()];
        Task[] meals = [.. Enumerable.Range(0, 3).Select(i => Task.Run(() => TakeBoth(forks[i], forks[(i + 1) % 3])))];
        foreach (Task meal in meals)
        {
            await meal;
        }

        return "all ate";
    }).Allows("all ate").EndsAs(RunOutcome.Deadlocked).Seeds(25);

    public static Conformance Two_locks_in_opposite_order_with_a_timeout => Body(async () =>
    {
        object a = new();
        object b = new();
        Task<int> one = Task.Run(() => TryTakeBoth(a, b));
        Task<int> two = Task.Run(() => TryTakeBoth(b, a));
        return $"{await one + await two} of 2";
    }).Allows("0 of 2", "1 of 2", "2 of 2").PoolRepetitions(20);

    public static Conformance Two_semaphores_in_opposite_order => Body(async () =>
    {
        SemaphoreSlim a = new(1);
        SemaphoreSlim b = new(1);
        void Take(SemaphoreSlim first, SemaphoreSlim second)
        {
            first.Wait();
            Turn.Block();
            second.Wait();
            second.Release();
            first.Release();
        }

        Task one = Task.Run(() => Take(a, b));
        Task two = Task.Run(() => Take(b, a));
        await one;
        await two;
        return "done";
    }).Allows("done").EndsAs(RunOutcome.Deadlocked).Seeds(25);

    private static void TakeBoth(object first, object second)
    {
        lock (first)
        {
            Turn.Block();
            lock (second)
            {
            }
        }
    }

    private static int TryTakeBoth(object first, object second)
    {
        lock (first)
        {
            Turn.Block();
            if (!Monitor.TryEnter(second, 20))
            {
                Turn.Block();
                return 0;
            }

            Monitor.Exit(second);
            return 1;
        }
    }
}
