using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>ContinueWith, and tasks on schedulers other than the default one.</summary>
public class Continuations(ITestOutputHelper output) : ConformanceTests<Continuations>(output)
{
    public static Conformance Two_continuations_run_in_either_order => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource source = new();
        Task a = Continue(source.Task, () => trail.Add("a"));
        Task b = Continue(source.Task, () => trail.Add("b"));
        source.SetResult();
        await Task.WhenAll(a, b);
        return trail.ToString();
    }).Allows("ab", "ba");

    public static Conformance A_continuation_is_queued_by_default => Body(() => ContinueWhileSetAsync(TaskContinuationOptions.None))
        .Allows("abC")
        .Gap("aCb", Reasons.AtomicStep);

    public static Conformance ExecuteSynchronously_runs_inside_the_setter =>
        Body(() => ContinueWhileSetAsync(TaskContinuationOptions.ExecuteSynchronously))
            .Allows("aCb");

    public static Conformance ExecuteSynchronously_yields_to_asynchronous_continuations =>
        Body(() => ContinueWhileSetAsync(TaskContinuationOptions.ExecuteSynchronously, TaskCreationOptions.RunContinuationsAsynchronously))
            .Allows("abC")
            .Gap("aCb", Reasons.AtomicStep);

    public static Conformance A_continuation_for_another_ending_is_canceled => Body(async () =>
    {
        Task failed = Task.Run(() => throw new InvalidOperationException());
        Task onFault = Continue(failed, () => { }, TaskContinuationOptions.OnlyOnFaulted);
        Task onSuccess = Continue(failed, () => { }, TaskContinuationOptions.NotOnFaulted);
        await onFault;
        await onSuccess.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return $"{onFault.Status} {onSuccess.Status} {failed.Exception!.InnerExceptions.Count}";
    }).Allows("RanToCompletion Canceled 1");

    public static Conformance Unwrap_waits_for_the_inner_task => Body(async () =>
    {
        Task<Task<int>> nested = Task.Run(() => 1).ContinueWith(
            async before =>
            {
                await Task.Yield();
                return await before + 1;
            },
            TaskScheduler.Default);
        return $"{await nested.Unwrap()}";
    }).Allows("2");

    public static Conformance ContinueWhenAny_goes_on_after_either => Body(async () =>
    {
        Task<string>[] tasks = [Task.Run(() => "a"), Task.Run(() => "b")];
        Task<string> first = Task.Factory.ContinueWhenAny(
            tasks, done => done.Result, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        string won = await first;
        await Task.WhenAll(tasks);
        return won;
    }).Allows("a", "b");

    public static Conformance A_parent_completes_after_its_attached_child => Body(async () =>
    {
        Trail trail = new();
        Task parent = Task.Factory.StartNew(
            () =>
            {
                _ = Task.Factory.StartNew(
                    () => trail.Add("c"), CancellationToken.None, TaskCreationOptions.AttachedToParent, TaskScheduler.Default);
                trail.Add("p");
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            TaskScheduler.Default);
        await parent;
        trail.Add("e");
        return trail.ToString();
    }).Allows("pce").Gap("cpe", Reasons.AtomicStep);

    public static Conformance A_custom_scheduler_gets_its_awaits_back => Body(async () =>
    {
        PoolScheduler scheduler = new();
        return await Start(scheduler, async () =>
        {
            bool before = TaskScheduler.Current == scheduler;
            await Task.Yield();
            bool after = TaskScheduler.Current == scheduler;
            await Task.Run(() => { }).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return $"{before} {after} {TaskScheduler.Current == scheduler}";
        });
    })
        .Allows("True True False")
        .Deviation("True False False", "an await prefers a context to a scheduler, and in some runs pool items see the loop's context");

    public static Conformance Exclusive_tasks_never_overlap_between_awaits => Body(async () =>
    {
        ConcurrentExclusiveSchedulerPair pair = new();
        int inside = 0;
        bool overlap = false;
        async Task<string> Enter()
        {
            for (int i = 0; i < 3; i++)
            {
                overlap |= Interlocked.Increment(ref inside) > 1;
                Interlocked.Decrement(ref inside);
                await Task.Yield();
            }

            return "";
        }

        await Task.WhenAll(Start(pair.ExclusiveScheduler, Enter), Start(pair.ExclusiveScheduler, Enter));
        return $"{overlap}";
    }).Allows("False");

    public static Conformance Exclusive_tasks_interleave_at_awaits => Body(async () =>
    {
        ConcurrentExclusiveSchedulerPair pair = new();
        int count = 0;
        async Task<string> Increment()
        {
            int read = count;
            await Task.Yield();
            count = read + 1;
            return "";
        }

        await Task.WhenAll(Start(pair.ExclusiveScheduler, Increment), Start(pair.ExclusiveScheduler, Increment));
        return $"{count}";
    }).Allows("1").Gap("2", "the pair runs its queue in order, so the second task reads before the first one writes, unless the first is quicker than its starter");

    public static Conformance A_completed_pair_finishes_what_was_queued => Body(async () =>
    {
        ConcurrentExclusiveSchedulerPair pair = new();
        Task<string> work = Start(pair.ConcurrentScheduler, () => Task.FromResult("ran"));
        pair.Complete();
        await pair.Completion;
        return await work;
    }).Allows("ran");

    private static Task Continue(Task task, Action action, TaskContinuationOptions options = TaskContinuationOptions.None) =>
        task.ContinueWith(_ => action(), CancellationToken.None, options, TaskScheduler.Default);

    private static Task<string> Start(TaskScheduler scheduler, Func<Task<string>> body) =>
        Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();

    private static async Task<string> ContinueWhileSetAsync(
        TaskContinuationOptions options, TaskCreationOptions creation = TaskCreationOptions.None)
    {
        Trail trail = new();
        TaskCompletionSource source = new(creation);
        Task continuation = Continue(source.Task, () => trail.Add("C"), options);
        trail.Add("a");
        source.SetResult();
        trail.Add("b");
        await continuation;
        return trail.ToString();
    }

    /// <summary>The least scheduler there is: every task is an item of the pool.</summary>
    private sealed class PoolScheduler : TaskScheduler
    {
        protected override void QueueTask(Task task) =>
            ThreadPool.UnsafeQueueUserWorkItem(queued => TryExecuteTask(queued), task, preferLocal: false);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
