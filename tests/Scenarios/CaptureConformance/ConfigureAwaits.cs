using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class ConfigureAwaits(ITestOutputHelper output) : ConformanceTests<ConfigureAwaits>(output)
{
    public static Conformance Continuations_without_a_context_race_like_all_others => Body(async () =>
    {
        int count = 0;
        async Task Increment()
        {
            int read = count;
            await Task.Run(() => { }).ConfigureAwait(false);
            count = read + 1;
        }

        Task a = Task.Run(Increment);
        Task b = Task.Run(Increment);
        await a.ConfigureAwait(false);
        await b.ConfigureAwait(false);
        return $"{count}";
    }).Allows("1", "2");

    public static Conformance Continuations_on_a_context_race_like_all_others => Body(async () =>
    {
        int count = 0;
        async Task Increment()
        {
            int read = count;
            await Task.Run(() => { }).ConfigureAwait(true);
            count = read + 1;
        }

        await Task.WhenAll(Increment(), Increment()).ConfigureAwait(true);
        return $"{count}";
    }).Allows("1").Gap("2", Reasons.AtomicStep);

    public static Conformance ForceYielding_yields_on_a_completed_task => Body(async () =>
    {
        Trail trail = new();
        Task other = Task.Run(() => trail.Add("r"));
        trail.Add("a");
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        trail.Add("b");
        await other;
        return trail.ToString();
    }).Allows("arb", "abr").Gap("rab", Reasons.AtomicStep);

    public static Conformance SuppressThrowing_leaves_the_fault_in_the_task => Body(async () =>
    {
        Task failed = Task.Run(() => throw new InvalidOperationException("boom"));
        await failed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return $"{failed.Status}: {failed.Exception!.InnerException!.Message}";
    }).Allows("Faulted: boom");

    public static Conformance SuppressThrowing_is_refused_for_a_task_with_a_result => Body(async () =>
    {
        ConfigureAwaitOptions options = ConfigureAwaitOptions.SuppressThrowing;
        try
        {
            return $"{await Task.FromResult(1).ConfigureAwait(options)}";
        }
        catch (ArgumentOutOfRangeException thrown)
        {
            return thrown.ParamName!;
        }
    }).Allows("options");

    public static Conformance A_captured_context_gets_one_post_an_await => Body(() => PostsAsync(ConfigureAwaitOptions.ContinueOnCapturedContext))
        .Allows("1");

    public static Conformance Without_a_captured_context_nothing_is_posted => Body(() => PostsAsync(ConfigureAwaitOptions.None))
        .Allows("0");

    public static Conformance ForceYielding_onto_the_captured_context_posts_although_the_task_is_done =>
        Body(() => PostsAsync(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.ForceYielding, completed: true))
            .Allows("1");

    public static Conformance A_completed_task_posts_nothing_to_the_captured_context =>
        Body(() => PostsAsync(ConfigureAwaitOptions.ContinueOnCapturedContext, completed: true))
            .Allows("0");

    private static Task<string> PostsAsync(ConfigureAwaitOptions options, bool completed = false) => Task.Run(async () =>
    {
        CountingContext context = new();
        TaskCompletionSource gate = new();
        Task awaited = completed ? Task.CompletedTask : gate.Task;
        Task waiter = AwaitUnderAsync(context, awaited, options);
        gate.SetResult();
        await waiter;
        return $"{context.Posts}";
    });

    private static Task AwaitUnderAsync(SynchronizationContext context, Task awaited, ConfigureAwaitOptions options)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            return AwaitAsync(awaited, options);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private static async Task AwaitAsync(Task awaited, ConfigureAwaitOptions options) => await awaited.ConfigureAwait(options);

    /// <summary>Counts what is posted, and passes it on to the pool.</summary>
    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => _posts;

        public override void Post(SendOrPostCallback callback, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(callback, state);
        }
    }
}
