using System.Globalization;
using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class AsyncLocalFlow(ITestOutputHelper output) : ConformanceTests<AsyncLocalFlow>(output)
{
    private static readonly AsyncLocal<string?> Ambient = new();

    public static Conformance A_value_flows_into_tasks_and_across_awaits => Body(async () =>
    {
        Ambient.Value = "v";
        string? inTask = await Task.Run(() => Ambient.Value);
        await Task.Yield();
        return $"{inTask} {Ambient.Value}";
    }).Allows("v v");

    public static Conformance A_callee_cannot_change_the_value_of_its_caller => Body(async () =>
    {
        async Task Callee()
        {
            Ambient.Value = "inner";
            await Task.Yield();
        }

        Ambient.Value = "outer";
        await Callee();
        return Ambient.Value;
    }).Allows("outer");

    public static Conformance Two_flows_keep_their_values_apart => Body(async () =>
    {
        Trail trail = new();
        async Task Flow(string mark)
        {
            Ambient.Value = mark;
            await Task.Yield();
            await Task.Run(() => { });
            trail.Add(Ambient.Value);
        }

        await Task.WhenAll(Flow("a"), Flow("b"));
        return trail.ToString();
    }).Allows("ab", "ba");

    public static Conformance QueueUserWorkItem_flows_and_its_unsafe_twin_does_not => Body(async () =>
    {
        Ambient.Value = "v";
        TaskCompletionSource<string> flowing = new();
        TaskCompletionSource<string> bare = new();
        ThreadPool.QueueUserWorkItem(done => done.SetResult(Ambient.Value ?? "none"), flowing, preferLocal: false);
        ThreadPool.UnsafeQueueUserWorkItem(done => done.SetResult(Ambient.Value ?? "none"), bare, preferLocal: true);
        return $"{await flowing.Task} {await bare.Task}";
    }).Allows("v none");

    public static Conformance An_unsafe_item_leaks_nothing_into_the_next => Body(async () =>
    {
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<string> second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(Leak, first, preferLocal: true);
        ThreadPool.UnsafeQueueUserWorkItem(done => done.SetResult(Ambient.Value ?? "none"), second, preferLocal: true);
        await first.Task;
        return await second.Task;
    }).Allows("none");

    public static Conformance Suppressed_flow_leaves_the_task_without_values => Body(async () =>
    {
        Ambient.Value = "v";
        Task<string> task;
        using (ExecutionContext.SuppressFlow())
        {
            task = Task.Run(() => Ambient.Value ?? "none");
        }

        return $"{await task} {Ambient.Value}";
    }).Allows("none v");

    public static Conformance A_registration_on_a_token_flows_and_its_unsafe_twin_does_not => Body(async () =>
    {
        using CancellationTokenSource source = new();
        Ambient.Value = "v";
        string? flowing = null;
        string? bare = null;
        source.Token.Register(() => flowing = Ambient.Value);
        source.Token.UnsafeRegister(_ => bare = Ambient.Value, null);
        Ambient.Value = "w";
        await Task.Run(source.Cancel);
        return $"{flowing} {bare}";
    }).Allows("v w");

    public static Conformance A_timer_carries_the_values_of_its_maker => Body(async () =>
    {
        Ambient.Value = "v";
        TaskCompletionSource<string> fired = new();
        using Timer timer = new(_ => fired.SetResult(Ambient.Value ?? "none"), null, 2, Timeout.Infinite);
        Ambient.Value = "w";
        return await fired.Task;
    }).Allows("v").PoolRepetitions(40);

    public static Conformance Culture_flows_into_tasks_and_across_awaits => Body(async () =>
    {
        CultureInfo.CurrentCulture = WithComma();
        string inTask = await Task.Run(() => $"{1.5}");
        await Task.Yield();
        return $"{inTask} {1.5}";
    }).Allows("1,5 1,5");

    public static Conformance Culture_set_by_an_unsafe_item_leaks_nothing_into_the_next => Body(async () =>
    {
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<string> second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(LeakCulture, first, preferLocal: true);
        ThreadPool.UnsafeQueueUserWorkItem(done => done.SetResult($"{1.5}"), second, preferLocal: true);
        await first.Task;
        return await second.Task;
    }).Allows("1.5");

    private static void Leak(TaskCompletionSource done)
    {
        Ambient.Value = "leaked";
        done.SetResult();
    }

    private static void LeakCulture(TaskCompletionSource done)
    {
        CultureInfo.CurrentCulture = WithComma();
        done.SetResult();
    }

    private static CultureInfo WithComma()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return culture;
    }
}
