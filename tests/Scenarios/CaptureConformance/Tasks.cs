using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Tasks(ITestOutputHelper output) : ConformanceTests<Tasks>(output)
{
    public static Conformance Two_tasks_run_in_either_order => Body(async () =>
    {
        Trail trail = new();
        Task a = Task.Run(() => trail.Add("a"));
        Task b = Task.Run(() => trail.Add("b"));
        await a;
        await b;
        return trail.ToString();
    }).Allows("ab", "ba");

    public static Conformance Task_Run_unwraps_an_async_lambda => Body(async () =>
    {
        int value = await Task.Run(async () =>
        {
            await Task.Yield();
            return 42;
        });
        return $"{value}";
    }).Allows("42");

    public static Conformance StartNew_does_not_unwrap_an_async_lambda => Body(async () =>
    {
        TaskCompletionSource gate = new();
        Task<Task<int>> outer = Task.Factory.StartNew(
            async () =>
            {
                await gate.Task;
                return 1;
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            TaskScheduler.Default);
        Task<int> inner = await outer;
        bool early = inner.IsCompleted;
        gate.SetResult();
        return $"early: {early}, value: {await inner}";
    }).Allows("early: False, value: 1");

    public static Conformance An_update_split_by_an_await_may_be_lost => Body(async () =>
    {
        int count = 0;
        async Task Increment()
        {
            int read = count;
            await Task.Yield();
            count = read + 1;
        }

        Task a = Task.Run(Increment);
        Task b = Task.Run(Increment);
        await a;
        await b;
        return $"{count}";
    }).Allows("1", "2");

    public static Conformance An_update_without_an_await_may_be_lost_on_the_pool_alone => Body(async () =>
    {
        int count = 0;
        void Increment() => count++;
        Task a = Task.Run(Increment);
        Task b = Task.Run(Increment);
        await a;
        await b;
        return $"{count}";
    }).Allows("2").Gap("1", Reasons.AtomicStep);

    public static Conformance An_async_method_runs_to_its_first_await_on_the_caller => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource gate = new();
        async Task Callee()
        {
            trail.Add("b");
            await gate.Task;
            trail.Add("d");
        }

        trail.Add("a");
        Task callee = Callee();
        trail.Add("c");
        gate.SetResult();
        await callee;
        return trail.ToString();
    }).Allows("abcd");

    public static Conformance Awaiting_a_completed_task_does_not_yield => Body(async () =>
    {
        Trail trail = new();
        Task other = Task.Run(() => trail.Add("r"));
        trail.Add("a");
        await Task.CompletedTask;
        trail.Add("b");
        await other;
        return trail.ToString();
    }).Allows("abr").Gap("rab", Reasons.AtomicStep).Gap("arb", Reasons.AtomicStep);

    public static Conformance A_fault_surfaces_as_itself_at_the_await => Body(async () =>
    {
        try
        {
            await Task.Run(() => throw new InvalidOperationException("boom"));
            return "nothing";
        }
        catch (InvalidOperationException thrown)
        {
            return thrown.Message;
        }
    }).Allows("boom");

    public static Conformance A_token_canceled_before_the_start_races_with_the_start => Body(async () =>
    {
        using CancellationTokenSource source = new();
        Task cancel = Task.Run(source.Cancel);
        Task work = Task.Run(() => { }, source.Token);
        await cancel;
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return $"{work.Status}";
    }).Allows("RanToCompletion", "Canceled");

    public static Conformance An_async_void_method_that_succeeds_disturbs_nobody => Body(async () =>
    {
        TaskCompletionSource<string> done = new();
        async void Fire()
        {
            await Task.Yield();
            done.SetResult("done");
        }

        Fire();
        return await done.Task;
    }).Allows("done");

    public static Conformance A_cold_task_runs_once_started => Body(async () =>
    {
        Task<int> cold = new(() => 7);
        TaskStatus before = cold.Status;
        cold.Start(TaskScheduler.Default);
        return $"{before} {await cold}";
    }).Allows("Created 7");

    public static Conformance RunSynchronously_runs_on_the_caller => Body(async () =>
    {
        Trail trail = new();
        Task task = new(() => trail.Add("t"));
        trail.Add("a");
        task.RunSynchronously(TaskScheduler.Default);
        trail.Add("b");
        await task;
        return trail.ToString();
    }).Allows("atb");

    public static Conformance A_long_running_task_takes_a_thread_of_its_own => Body(async () =>
        await Task.Factory.StartNew(() => "done", CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
        .Allows("done")
        .Escapes("TaskCreationOptions.LongRunning starts a new thread, which capture does not own");
}
