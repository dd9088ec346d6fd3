using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>Exceptions that nobody catches: in async void methods, in callbacks, in tasks nobody awaits.</summary>
public class LostFaults(ITestOutputHelper output) : ConformanceTests<LostFaults>(output)
{
    private const string FireAndForget = "a fault of a fire-and-forget task counts as success";

    public static Conformance An_async_void_method_that_throws_crashes => Body(async () =>
    {
        async void Fire()
        {
            await Task.Yield();
            throw new InvalidOperationException("boom");
        }

        Fire();
        await Task.Yield();
        return "returned";
    }).EndsAs(RunOutcome.Crashed);

    public static Conformance An_async_void_method_that_throws_at_once_crashes => Body(async () =>
    {
        async void Fire()
        {
            await Task.CompletedTask;
            throw new InvalidOperationException("boom");
        }

        Fire();
        await Task.Yield();
        return "returned";
    }).EndsAs(RunOutcome.Crashed);

    public static Conformance A_pool_item_that_throws_crashes => Body(() =>
    {
        ThreadPool.QueueUserWorkItem(_ => throw new InvalidOperationException("boom"), "", preferLocal: false);
        return Task.FromResult("returned");
    }).EndsAs(RunOutcome.Crashed);

    public static Conformance A_timer_callback_that_throws_crashes => Body(async () =>
    {
        using Timer timer = new(_ => throw new InvalidOperationException("boom"), null, 1, Timeout.Infinite);
        await Task.Delay(Timeout.Infinite);
        return "returned";
    }).EndsAs(RunOutcome.Crashed);

    public static Conformance A_task_nobody_awaits_faults_unobserved => Body(() =>
    {
        Action fail = () => throw new InvalidOperationException("boom");
        _ = Task.Run(fail);
        return Task.FromResult("returned");
    }).EndsAs(RunOutcome.Unobserved).Peer("Clockwork", FireAndForget);

    public static Conformance An_unwrapped_task_nobody_awaits_faults_unobserved => Body(() =>
    {
        Func<Task> fail = () => throw new InvalidOperationException("boom");
        _ = Task.Run(fail);
        return Task.FromResult("returned");
    }).EndsAs(RunOutcome.Unobserved);

    public static Conformance A_source_given_a_fault_that_nobody_awaits_goes_unnoticed => Body(() =>
    {
        new TaskCompletionSource().SetException(new InvalidOperationException("boom"));
        return Task.FromResult("returned");
    }).Allows("returned").Gap("reported as unobserved", "The fault was never thrown, and its task is chained to no step: only a garbage collection would tell.");

    public static Conformance An_async_method_nobody_awaits_faults_unobserved => Body(async () =>
    {
        static async Task FailAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException("boom");
        }

        _ = FailAsync();
        await Task.Delay(1);
        return "returned";
    }).EndsAs(RunOutcome.Unobserved).Peer("Clockwork", FireAndForget);

    public static Conformance A_loser_of_WhenAny_that_resumes_inside_another_step_goes_unnoticed => Body(async () =>
    {
        TaskCompletionSource gate = new();
        async Task Fail()
        {
            await gate.Task;
            throw new InvalidOperationException("boom");
        }

        Task winner = await Task.WhenAny(Task.CompletedTask, Fail());
        gate.SetResult();
        await winner;
        return "returned";
    }).Allows("returned").Gap("reported as unobserved", "The loser resumes inline in the step that opens the gate, and its task is not chained to that step's own item.");

    public static Conformance A_continuation_that_ignores_its_task_observes_nothing => Body(async () =>
    {
        await Task.Run(() => throw new InvalidOperationException("boom")).ContinueWith(_ => { }, TaskScheduler.Default);
        return "returned";
    }).EndsAs(RunOutcome.Unobserved);

    public static Conformance A_fault_awaited_late_is_observed => Body(async () =>
    {
        Task failing = Task.Run(() => throw new InvalidOperationException("boom"));
        await Task.Yield();
        try
        {
            await failing;
            return "nothing";
        }
        catch (InvalidOperationException thrown)
        {
            return thrown.Message;
        }
    }).Allows("boom");

    public static Conformance A_fault_that_is_read_is_observed => Body(async () =>
    {
        Task failing = Task.Run(() => throw new InvalidOperationException("boom"));
        return await failing.ContinueWith(task => task.Exception!.InnerException!.Message, TaskScheduler.Default);
    }).Allows("boom");

    public static Conformance WhenAll_observes_the_faults_it_does_not_throw => Body(async () =>
    {
        static async Task FailAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException("boom");
        }

        try
        {
            await Task.WhenAll(FailAsync(), FailAsync());
            return "nothing";
        }
        catch (InvalidOperationException thrown)
        {
            return thrown.Message;
        }
    }).Allows("boom");

    public static Conformance SuppressThrowing_observes_the_fault => Body(async () =>
    {
        await Task.Run(() => throw new InvalidOperationException("boom")).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return "returned";
    }).Allows("returned");
}
