using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class ValueTasks(ITestOutputHelper output) : ConformanceTests<ValueTasks>(output)
{
    public static Conformance A_completed_ValueTask_does_not_yield => Body(async () =>
    {
        Trail trail = new();
        Task other = Task.Run(() => trail.Add("r"));
        trail.Add("a");
        int value = await new ValueTask<int>(3);
        trail.Add($"{value}");
        await other;
        return trail.ToString();
    }).Allows("a3r").Gap("ra3", Reasons.AtomicStep).Gap("ar3", Reasons.AtomicStep);

    public static Conformance An_async_ValueTask_method_suspends_as_a_task_does => Body(async () =>
    {
        Trail trail = new();
        async ValueTask Mark(string name)
        {
            await Task.Yield();
            trail.Add(name);
        }

        ValueTask a = Mark("a");
        ValueTask b = Mark("b");
        await a;
        await b;
        return trail.ToString();
    }).Allows("ab", "ba");

    public static Conformance Pooled_state_machines_keep_their_values_apart => Body(async () =>
    {
        ValueTask<int> a = PooledAsync(1);
        ValueTask<int> b = PooledAsync(2);
        int first = await a;
        int third = await PooledAsync(3);
        return $"{first}{await b}{third}";
    }).Allows("123");

    public static Conformance AsTask_lets_a_ValueTask_join_a_combinator => Body(async () =>
    {
        int[] values = await Task.WhenAll(PooledAsync(1).AsTask(), PooledAsync(2).AsTask());
        return string.Concat(values);
    }).Allows("12");

    public static Conformance Preserve_allows_two_awaits => Body(async () =>
    {
        ValueTask<int> kept = PooledAsync(5).Preserve();
        return $"{await kept}{await kept}";
    }).Allows("55");

    public static Conformance A_value_task_source_runs_its_continuation_inside_the_setter =>
        Body(() => SignalAsync(asynchronously: false))
            .Allows("aWb")
            .NeverOnThePool("abW", Reasons.InliningNotPromised);

    public static Conformance A_value_task_source_told_to_defer_never_runs_inside_the_setter =>
        Body(() => SignalAsync(asynchronously: true))
            .Allows("abW")
            .Gap("aWb", Reasons.AtomicStep);

    public static Conformance A_fault_surfaces_from_a_pooled_state_machine => Body(async () =>
    {
        try
        {
            await PooledAsync(-1);
            return "nothing";
        }
        catch (ArgumentOutOfRangeException thrown)
        {
            return thrown.ParamName!;
        }
    }).Allows("value");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> PooledAsync(int value)
    {
        await Task.Yield();
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }

    private static async Task<string> SignalAsync(bool asynchronously)
    {
        Trail trail = new();
        Source source = new(asynchronously);
        async Task WaitAsync()
        {
            await source.Task;
            trail.Add("W");
        }

        Task waiter = WaitAsync();
        trail.Add("a");
        source.Set();
        trail.Add("b");
        await waiter;
        return trail.ToString();
    }

    private sealed class Source : IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<bool> _core;

        public Source(bool asynchronously) => _core.RunContinuationsAsynchronously = asynchronously;

        public ValueTask Task => new(this, _core.Version);

        public void Set() => _core.SetResult(true);

        public void GetResult(short token) => _core.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}
