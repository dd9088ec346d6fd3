using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class CancelAfter(ITestOutputHelper output) : ConformanceTests<CancelAfter>(output)
{
    public static Conformance Cancels_when_the_time_has_come => Body(async () =>
    {
        using CancellationTokenSource stop = new();
        stop.CancelAfter(150);
        await Task.Delay(10);
        string early = Alive(stop);
        await UntilCanceledAsync(stop);
        return $"{early}, then {Alive(stop)}";
    }).Allows("alive, then canceled").IfLate("canceled, then canceled").PoolRepetitions(2);

    public static Conformance Infinite_keeps_the_token_alive => Body(async () =>
    {
        using CancellationTokenSource stop = new(150);
        await Task.Delay(10);
        stop.CancelAfter(Timeout.Infinite);
        await Task.Delay(300);
        return Alive(stop);
    }).Allows("alive").IfLate("canceled").PoolRepetitions(2);

    public static Conformance Infinite_at_the_due_time => Body(async () =>
    {
        Task due = Task.Delay(10);
        using CancellationTokenSource stop = new(10);
        await due;
        bool early = stop.IsCancellationRequested;
        stop.CancelAfter(Timeout.Infinite);
        await Task.Delay(50);
        return $"{(early ? "canceled" : "alive")}, then {Alive(stop)}";
    }).Allows("canceled, then canceled", "alive, then alive")
        .Gap("alive, then canceled", "a due callback has not left the timer queue before it runs, so a stop reaches it")
        .PoolRepetitions(20);

    public static Conformance Armed_again_for_later => Body(async () =>
    {
        using CancellationTokenSource stop = new(100);
        stop.CancelAfter(500);
        await Task.Delay(250);
        string between = Alive(stop);
        await UntilCanceledAsync(stop);
        return $"{between}, then {Alive(stop)}";
    }).Allows("alive, then canceled").IfLate("canceled, then canceled").PoolRepetitions(2);

    public static Conformance Armed_again_for_sooner => Body(async () =>
    {
        using CancellationTokenSource stop = new(TimeSpan.FromHours(1));
        stop.CancelAfter(20);
        await UntilCanceledAsync(stop);
        return Alive(stop);
    }).Allows("canceled").PoolRepetitions(3);

    public static Conformance Zero_cancels_soon => Body(async () =>
    {
        using CancellationTokenSource stop = new();
        stop.CancelAfter(0);
        await UntilCanceledAsync(stop);
        return Alive(stop);
    }).Allows("canceled").PoolRepetitions(3);

    public static Conformance TryReset_disarms => Body(async () =>
    {
        using CancellationTokenSource stop = new(150);
        Trail trail = new();
        stop.Token.Register(() => trail.Add("callback "));
        bool reset = stop.TryReset();
        await Task.Delay(300);
        return $"{reset} {trail}{Alive(stop)}";
    }).Allows("True alive").IfLate("False canceled", "False callback canceled").PoolRepetitions(2);

    public static Conformance TryReset_drops_registrations => Body(() =>
    {
        using CancellationTokenSource stop = new();
        Trail trail = new();
        stop.Token.Register(() => trail.Add("old"));
        stop.TryReset();
        stop.Token.Register(() => trail.Add("new"));
        stop.Cancel();
        return Task.FromResult(trail.ToString());
    }).Allows("new");

    public static Conformance TryReset_fails_once_canceled => Body(async () =>
    {
        using CancellationTokenSource stop = new(10);
        await UntilCanceledAsync(stop);
        return $"{stop.TryReset()} {Alive(stop)}";
    }).Allows("False canceled").PoolRepetitions(3);

    public static Conformance A_linked_source_follows_its_parent_only => Body(async () =>
    {
        using CancellationTokenSource parent = new();
        using CancellationTokenSource other = new();
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(parent.Token, other.Token);
        using CancellationTokenSource child = CancellationTokenSource.CreateLinkedTokenSource(parent.Token);
        child.CancelAfter(10);
        await UntilCanceledAsync(child);
        string before = $"{Alive(parent)} {Alive(linked)} {Alive(child)}";
        parent.CancelAfter(10);
        await UntilCanceledAsync(linked);
        return $"{before}, then {Alive(parent)} {Alive(linked)} {Alive(child)} {Alive(other)}";
    }).Allows("alive alive canceled, then canceled canceled canceled alive").PoolRepetitions(5);

    public static Conformance Callbacks_run_newest_first => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource last = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource stop = new();
        stop.Token.Register(() => { trail.Add("1"); last.SetResult(); });
        stop.Token.Register(() => trail.Add("2"));
        stop.Token.Register(() => trail.Add("3"));
        stop.CancelAfter(10);
        await last.Task;
        return trail.ToString();
    }).Allows("321").PoolRepetitions(5);

    public static Conformance A_removed_registration_never_runs => Body(async () =>
    {
        Trail trail = new();
        TaskCompletionSource last = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource stop = new();
        stop.Token.Register(() => { trail.Add("kept"); last.SetResult(); });
        stop.Token.Register(() => trail.Add("removed")).Dispose();
        stop.CancelAfter(10);
        await last.Task;
        return trail.ToString();
    }).Allows("kept").PoolRepetitions(5);

    public static Conformance CancelAsync_runs_callbacks_elsewhere => Body(async () =>
    {
        Trail trail = new();
        using CancellationTokenSource stop = new();
        stop.Token.Register(() => trail.Add("callback "));
        Task canceled = stop.CancelAsync();
        bool atOnce = stop.IsCancellationRequested;
        await Task.Yield();
        trail.Add("after ");
        await canceled;
        return $"{trail}{atOnce}";
    }).Allows("callback after True", "after callback True");

    public static Conformance A_callback_that_throws_out_of_Cancel => Body(() =>
    {
        Trail trail = new();
        using CancellationTokenSource stop = new();
        stop.Token.Register(() => trail.Add("kept going"));
        stop.Token.Register(() => throw new InvalidOperationException("out of a callback"));
        try
        {
            stop.Cancel();
            return Task.FromResult("nothing thrown");
        }
        catch (AggregateException all)
        {
            return Task.FromResult($"{trail}, {all.InnerExceptions.Count} thrown");
        }
    }).Allows("kept going, 1 thrown");

    public static Conformance A_callback_that_throws_out_of_CancelAfter_ends_the_process => Body(async () =>
    {
        using CancellationTokenSource stop = new();
        stop.Token.Register(() => throw new InvalidOperationException("out of a callback"));
        stop.CancelAfter(10);
        await Task.Delay(100);
        return "survived";
    }).EndsAs(RunOutcome.Crashed);

    private static async Task UntilCanceledAsync(CancellationTokenSource stop)
    {
        TaskCompletionSource canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.Token.Register(canceled.SetResult))
        {
            await canceled.Task;
        }
    }

    private static string Alive(CancellationTokenSource stop) => stop.IsCancellationRequested ? "canceled" : "alive";
}
