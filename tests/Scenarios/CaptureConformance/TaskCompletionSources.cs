using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class TaskCompletionSources(ITestOutputHelper output) : ConformanceTests<TaskCompletionSources>(output)
{
    public static Conformance A_continuation_runs_inside_the_setter =>
        Body(() => SetWhileAwaitedAsync(TaskCreationOptions.None))
            .Allows("aWb")
            .Gap("abW", "setter and waiter share their context, if any, and there .NET runs the continuation at once");

    public static Conformance Asynchronous_continuations_never_run_inside_the_setter =>
        Body(() => SetWhileAwaitedAsync(TaskCreationOptions.RunContinuationsAsynchronously))
            .Allows("abW")
            .Gap("aWb", Reasons.AtomicStep);

    public static Conformance A_continuation_without_context_runs_inside_the_setter => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource source = new();
        async Task WaitAsync()
        {
            await source.Task.ConfigureAwait(false);
            trail.Add("W");
        }

        Task waiter = WaitAsync();
        trail.Add("a");
        source.SetResult();
        trail.Add("b");
        await waiter;
        return trail.ToString();
    }).Allows("aWb").NeverOnThePool("abW", Reasons.InliningNotPromised);

    public static Conformance Two_waiters_resume_in_no_promised_order => Body(() => TwoWaitersAsync(TaskCreationOptions.None))
        .Allows("12")
        .Gap("21", Reasons.AtomicStep);

    public static Conformance Two_asynchronous_waiters_resume_in_either_order =>
        Body(() => TwoWaitersAsync(TaskCreationOptions.RunContinuationsAsynchronously))
            .Allows("12", "21");

    public static Conformance One_of_two_setters_wins => Body(async () =>
    {
        TaskCompletionSource<string> source = new();
        Task<bool> a = Task.Run(() => source.TrySetResult("a"));
        Task<bool> b = Task.Run(() => source.TrySetResult("b"));
        string won = await source.Task;
        return $"{won}: {await a} {await b}";
    }).Allows("a: True False", "b: False True");

    public static Conformance A_result_races_with_a_cancellation => Body(async () =>
    {
        TaskCompletionSource source = new();
        Task set = Task.Run(source.TrySetResult);
        Task cancel = Task.Run(() => source.TrySetCanceled());
        await source.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(set, cancel);
        return $"{source.Task.Status}";
    }).Allows("RanToCompletion", "Canceled");

    public static Conformance A_second_result_is_refused => Body(async () =>
    {
        TaskCompletionSource<int> source = new();
        source.SetResult(1);
        bool again = source.TrySetResult(2);
        return $"{await source.Task} {again}";
    }).Allows("1 False");

    public static Conformance An_exception_reaches_every_waiter => Body(async () =>
    {
        TaskCompletionSource source = new();
        Trail trail = new();
        async Task WaitAsync()
        {
            try
            {
                await source.Task;
            }
            catch (InvalidOperationException thrown)
            {
                trail.Add(thrown.Message);
            }
        }

        Task waiters = Task.WhenAll(WaitAsync(), WaitAsync());
        source.SetException(new InvalidOperationException("x"));
        await waiters;
        return trail.ToString();
    }).Allows("xx");

    public static Conformance SetFromTask_copies_how_a_task_ended => Body(async () =>
    {
        TaskCompletionSource<int> source = new();
        Task<int> ended = Task.Run(() => 9);
        await ended;
        source.SetFromTask(ended);
        return $"{await source.Task}";
    }).Allows("9");

    public static Conformance A_source_nobody_sets_leaves_its_waiter_stuck => Body(async () =>
    {
        await new TaskCompletionSource().Task;
        return "resumed";
    }).EndsAs(RunOutcome.Deadlocked).Seeds(4);

    private static async Task<string> SetWhileAwaitedAsync(TaskCreationOptions options)
    {
        Trail trail = new();
        TaskCompletionSource source = new(options);
        async Task WaitAsync()
        {
            await source.Task;
            trail.Add("W");
        }

        Task waiter = WaitAsync();
        trail.Add("a");
        source.SetResult();
        trail.Add("b");
        await waiter;
        return trail.ToString();
    }

    private static async Task<string> TwoWaitersAsync(TaskCreationOptions options)
    {
        Trail trail = new();
        TaskCompletionSource source = new(options);
        async Task WaitAsync(string mark)
        {
            await source.Task;
            trail.Add(mark);
        }

        Task both = Task.WhenAll(WaitAsync("1"), WaitAsync("2"));
        source.SetResult();
        await both;
        return trail.ToString();
    }
}
