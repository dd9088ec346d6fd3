using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Mutexes(ITestOutputHelper output) : ConformanceTests<Mutexes>(output)
{
    public static Conformance A_mutex_excludes_across_a_blocking_wait => Body(async () =>
    {
        using Mutex mutex = new();
        Trail trail = new();
        void Enter(string name)
        {
            mutex.WaitOne();
            trail.Add(name);
            Turn.Block();
            trail.Add(name);
            mutex.ReleaseMutex();
        }

        Task a = Task.Run(() => Enter("a"));
        Task b = Task.Run(() => Enter("b"));
        await a;
        await b;
        return trail.ToString();
    }).Allows("aabb", "bbaa");

    public static Conformance A_mutex_is_reentrant_across_a_blocking_wait => BlockingBody(() =>
    {
        using Mutex mutex = new(initiallyOwned: true);
        Turn.Block();
        bool again = mutex.WaitOne(0);
        mutex.ReleaseMutex();
        mutex.ReleaseMutex();
        return $"{again}";
    }).Allows("True");

    public static Conformance A_mutex_held_elsewhere_times_out => Body(async () =>
    {
        using Mutex mutex = new();
        using ManualResetEventSlim release = new();
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task holder = Task.Run(() =>
        {
            mutex.WaitOne();
            entered.SetResult();
            release.Wait();
            mutex.ReleaseMutex();
        });
        await entered.Task;
        string outcome = await Task.Run(() => $"{mutex.WaitOne(20)} {Released(mutex)}");
        release.Set();
        await holder;
        return outcome;
    }).Allows("False refused").PoolRepetitions(5);

    public static Conformance WaitAll_of_a_mutex_and_an_event => Body(async () =>
    {
        using Mutex mutex = new();
        using AutoResetEvent go = new(false);
        Trail trail = new();
        Task waiter = Task.Run(() =>
        {
            WaitHandle.WaitAll([mutex, go]);
            trail.Add("both");
            mutex.ReleaseMutex();
        });
        await Task.Delay(10);
        trail.Add("go ");
        go.Set();
        await waiter;
        return trail.ToString();
    }).Allows("go both").PoolRepetitions(5);

    public static Conformance A_kernel_semaphore_lets_two_through => Body(async () =>
    {
        using Semaphore permits = new(0, 2);
        Trail trail = new();
        Task a = Task.Run(() => { permits.WaitOne(); trail.Add("a"); });
        Task b = Task.Run(() => { permits.WaitOne(); trail.Add("b"); });
        await Task.Delay(5);
        int before = permits.Release(2);
        await a;
        await b;
        return $"{trail}, {before} before, {permits.WaitOne(0)}";
    }).Allows("ab, 0 before, False", "ba, 0 before, False").PoolRepetitions(20);

    public static Conformance A_kernel_semaphore_times_out_and_fills_up => BlockingBody(() =>
    {
        using Semaphore permits = new(0, 1);
        bool early = permits.WaitOne(20);
        permits.Release();
        try
        {
            permits.Release();
            return "overfull";
        }
        catch (SemaphoreFullException)
        {
            return $"{early} {permits.WaitOne(20)}";
        }
    }).Allows("False True").PoolRepetitions(5);

    public static Conformance Two_mutexes_in_opposite_order => Body(async () =>
    {
        Mutex a = new();
        Mutex b = new();
        void TakeBoth(Mutex first, Mutex second)
        {
            first.WaitOne();
            Turn.Block();
            second.WaitOne();
            second.ReleaseMutex();
            first.ReleaseMutex();
        }

        Task one = Task.Run(() => TakeBoth(a, b));
        Task two = Task.Run(() => TakeBoth(b, a));
        await one;
        await two;
        return "done";
    }).Allows("done").EndsAs(RunOutcome.Deadlocked).Seeds(25);

    private static string Released(Mutex mutex)
    {
        try
        {
            mutex.ReleaseMutex();
            return "released";
        }
        catch (ApplicationException)
        {
            return "refused";
        }
    }
}
