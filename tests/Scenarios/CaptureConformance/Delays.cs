using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Delays(ITestOutputHelper output) : ConformanceTests<Delays>(output)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(1000);

    public static Conformance The_shorter_ends_first => Body(async () =>
    {
        Trail trail = new();
        Task late = Task.Run(async () => { await Task.Delay(Long); trail.Add("1000;"); });
        Task early = Task.Run(async () => { await Task.Delay(Short); trail.Add("10;"); });
        await late;
        await early;
        return trail.ToString();
    }).Allows("10;1000;").IfLate("1000;10;").PoolRepetitions(2).Peer("Coyote", "ignores the duration: 1000 ms may end before 10 ms");

    public static Conformance The_shorter_ends_first_with_a_time_provider => Body(async () =>
    {
        Trail trail = new();
        Task late = Task.Run(async () => { await Task.Delay(Long, TimeProvider.System); trail.Add("1000;"); });
        Task early = Task.Run(async () => { await Task.Delay(Short, TimeProvider.System); trail.Add("10;"); });
        await late;
        await early;
        return trail.ToString();
    }).Allows("10;1000;").IfLate("1000;10;").PoolRepetitions(2).Peer("Coyote", "leaves it uncontrolled");

    public static Conformance Delays_add_up => Body(async () =>
    {
        Trail trail = new();
        Task twice = Task.Run(async () => { await Task.Delay(10); await Task.Delay(10); trail.Add("twice;"); });
        await Task.Delay(400);
        trail.Add("once;");
        await twice;
        return trail.ToString();
    }).Allows("twice;once;").IfLate("once;twice;").PoolRepetitions(3);

    public static Conformance Equal_delays => Body(async () =>
    {
        Trail trail = new();
        Task a = Task.Run(async () => { await Task.Delay(10); trail.Add("a"); });
        Task b = Task.Run(async () => { await Task.Delay(10); trail.Add("b"); });
        await a;
        await b;
        return trail.ToString();
    }).Allows("ab", "ba").PoolRepetitions(30);

    public static Conformance A_delay_of_zero_is_done_at_once => Body(() =>
        Task.FromResult(Task.Delay(0).IsCompletedSuccessfully ? "done" : "pending")).Allows("done");

    public static Conformance Cancellation_ends_a_delay_early => Body(async () =>
    {
        Trail trail = new();
        using CancellationTokenSource stop = new();
        Task delay = Task.Run(async () => trail.Add(await OutcomeAsync(Task.Delay(TimeSpan.FromHours(1), stop.Token))));
        await Task.Delay(Short);
        trail.Add("stop ");
        stop.Cancel();
        await delay;
        return trail.ToString();
    }).Allows("stop canceled").PoolRepetitions(10).Peer("Coyote", "ignores the cancellation");

    public static Conformance A_canceled_token_cancels_at_once => Body(async () =>
        await OutcomeAsync(Task.Delay(Long, new CancellationToken(canceled: true)))).Allows("canceled");

    public static Conformance An_infinite_delay_ends_by_cancellation_only => Body(async () =>
    {
        using CancellationTokenSource stop = new(50);
        return await OutcomeAsync(Task.Delay(Timeout.Infinite, stop.Token));
    }).Allows("canceled").PoolRepetitions(5);

    public static Conformance Cancellation_at_the_due_time => Body(async () =>
    {
        using CancellationTokenSource stop = new();
        Task due = Task.Delay(10);
        Task delay = Task.Delay(10, stop.Token);
        await due;
        stop.Cancel();
        return await OutcomeAsync(delay);
    }).Allows("done", "canceled").PoolRepetitions(50);

    public static Conformance WaitAsync_gives_up_after_its_timeout => Body(async () =>
        await OutcomeAsync(new TaskCompletionSource().Task.WaitAsync(Short)))
        .Allows("timed out").PoolRepetitions(5).Peer("Coyote", "leaves it uncontrolled");

    public static Conformance WaitAsync_gives_up_after_its_timeout_by_a_provider => Body(async () =>
        await OutcomeAsync(new TaskCompletionSource().Task.WaitAsync(Short, TimeProvider.System)))
        .Allows("timed out").PoolRepetitions(5);

    public static Conformance WaitAsync_hands_on_what_comes_in_time => Body(async () =>
        await OutcomeAsync(Task.Delay(Short).WaitAsync(TimeSpan.FromHours(1))))
        .Allows("done").PoolRepetitions(5);

    public static Conformance WaitAsync_at_its_timeout => Body(async () =>
        await OutcomeAsync(Task.Delay(Short).WaitAsync(Short)))
        .Allows("done", "timed out")
        .PoolRepetitions(50);

    public static Conformance WaitAsync_gives_up_by_its_token => Body(async () =>
    {
        using CancellationTokenSource stop = new(Short);
        Task never = Task.Delay(TimeSpan.FromHours(1));
        string wait = await OutcomeAsync(never.WaitAsync(stop.Token));
        return $"{wait}, the task itself {(never.IsCompleted ? "done" : "pending")}";
    }).Allows("canceled, the task itself pending").PoolRepetitions(5);

    public static Conformance A_delay_beside_work_that_yields => Body(async () =>
    {
        Task delay = Task.Delay(1);
        Task work = Task.Run(async () =>
        {
            await Task.Yield();
            await Task.Yield();
        });
        bool delayed = await Task.WhenAny(delay, work) == delay;
        await delay;
        await work;
        return delayed ? "delay" : "work";
    }).Allows("work", "delay");

    private static async Task<string> OutcomeAsync(Task task)
    {
        try
        {
            await task;
            return "done";
        }
        catch (TimeoutException)
        {
            return "timed out";
        }
        catch (OperationCanceledException)
        {
            return "canceled";
        }
    }
}
