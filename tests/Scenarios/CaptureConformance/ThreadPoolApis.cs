using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class ThreadPoolApis(ITestOutputHelper output) : ConformanceTests<ThreadPoolApis>(output)
{
    private const string CarrierThread = "captured code runs on threads of Sim's, which are no threads of the pool";

    public static Conformance QueueUserWorkItem_runs_its_callback => Body(async () =>
    {
        TaskCompletionSource<string> done = new();
        ThreadPool.QueueUserWorkItem(state => done.SetResult($"{state}"), "s");
        return await done.Task;
    }).Allows("s");

    public static Conformance Two_local_items_run_in_either_order => Body(() => TwoItemsAsync(true, true))
        .Allows("ab", "ba");

    public static Conformance Two_global_items_run_in_either_order => Body(() => TwoItemsAsync(false, false))
        .Allows("ab", "ba");

    public static Conformance A_global_item_and_a_local_one_run_in_either_order => Body(() => TwoItemsAsync(false, true))
        .Allows("ab", "ba");

    public static Conformance Unsafe_items_run_in_either_order => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource a = new();
        TaskCompletionSource b = new();
        ThreadPool.UnsafeQueueUserWorkItem(_ => Mark(trail, "a", a), null);
        ThreadPool.UnsafeQueueUserWorkItem(_ => Mark(trail, "b", b), "", preferLocal: true);
        await Task.WhenAll(a.Task, b.Task);
        return trail.ToString();
    }).Allows("ab", "ba");

    public static Conformance Work_item_objects_run_in_either_order => Body(async () =>
    {
        Trail trail = new();
        Item a = new(trail, "a");
        Item b = new(trail, "b");
        ThreadPool.UnsafeQueueUserWorkItem(a, preferLocal: false);
        ThreadPool.UnsafeQueueUserWorkItem(b, preferLocal: true);
        await Task.WhenAll(a.Done, b.Done);
        return trail.ToString();
    }).Allows("ab", "ba");

    public static Conformance Items_that_queue_items_all_run => Body(async () =>
    {
        int left = 7;
        TaskCompletionSource<string> done = new();
        void Fan(int depth)
        {
            if (depth > 1)
            {
                ThreadPool.QueueUserWorkItem(Fan, depth - 1, preferLocal: true);
                ThreadPool.QueueUserWorkItem(Fan, depth - 1, preferLocal: false);
            }

            if (Interlocked.Decrement(ref left) == 0)
            {
                done.SetResult("7 ran");
            }
        }

        ThreadPool.QueueUserWorkItem(Fan, 3, preferLocal: false);
        return await done.Task;
    }).Allows("7 ran");

    public static Conformance An_item_is_on_a_pool_thread => Body(async () =>
        await Task.Run(() => $"{Thread.CurrentThread.IsThreadPoolThread}"))
        .Gap("True", CarrierThread)
        .Deviation("False", CarrierThread);

    public static Conformance An_item_is_on_a_background_thread => Body(async () =>
        await Task.Run(() => $"{Thread.CurrentThread.IsBackground}"))
        .Allows("True");

    public static Conformance A_thread_name_set_by_an_item_does_not_outlive_it => Body(async () =>
    {
        Task first = Task.Run(() => Thread.CurrentThread.Name = "mine");
        Task<bool> second = Task.Run(() => Thread.CurrentThread.Name == "mine");
        await first;
        return $"{await second}";
    }).Allows("False");

    public static Conformance A_priority_set_by_an_item_does_not_outlive_it => Body(async () =>
    {
        Task first = Task.Run(() => Thread.CurrentThread.Priority = ThreadPriority.BelowNormal);
        Task<ThreadPriority> second = Task.Run(() => Thread.CurrentThread.Priority);
        await first;
        return $"{await second}";
    }).Allows("Normal");

    public static Conformance A_context_set_by_an_item_does_not_outlive_it => Body(async () =>
    {
        SynchronizationContext mine = new();
        Task first = Task.Run(() => SynchronizationContext.SetSynchronizationContext(mine));
        Task<bool> second = Task.Run(() => SynchronizationContext.Current == mine);
        await first;
        return $"{await second}";
    }).Allows("False");

    public static Conformance RegisterWaitForSingleObject_waits_on_a_thread_of_the_pools_own => Body(async () =>
    {
        using ManualResetEvent signal = new(false);
        TaskCompletionSource<string> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        RegisteredWaitHandle registered = ThreadPool.RegisterWaitForSingleObject(
            signal, (_, timedOut) => done.SetResult(timedOut ? "timed out" : "signaled"), null, Timeout.Infinite, executeOnlyOnce: true);
        signal.Set();
        string outcome = await done.Task;
        registered.Unregister(null);
        return outcome;
    }).Allows("signaled").Escapes("the pool waits for the handle on a wait thread of its own, and queues the callback from there");

    private static async Task<string> TwoItemsAsync(bool firstLocal, bool secondLocal)
    {
        Trail trail = new();
        TaskCompletionSource a = new();
        TaskCompletionSource b = new();
        ThreadPool.QueueUserWorkItem(done => Mark(trail, "a", done), a, firstLocal);
        ThreadPool.QueueUserWorkItem(done => Mark(trail, "b", done), b, secondLocal);
        await Task.WhenAll(a.Task, b.Task);
        return trail.ToString();
    }

    private static void Mark(Trail trail, string mark, TaskCompletionSource done)
    {
        trail.Add(mark);
        done.SetResult();
    }

    private sealed class Item(Trail trail, string mark) : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource _done = new();

        public Task Done => _done.Task;

        public void Execute() => Mark(trail, mark, _done);
    }
}
