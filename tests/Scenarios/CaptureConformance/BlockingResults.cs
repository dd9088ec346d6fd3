using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class BlockingResults(ITestOutputHelper output) : ConformanceTests<BlockingResults>(output)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(400);

    public static Conformance Result_of_a_task_that_waits => BlockingBody(() =>
        AfterAsync(Short, "value").Result).Allows("value").PoolRepetitions(5);

    public static Conformance Result_of_a_task_that_only_computes => BlockingBody(() =>
        Task.Run(() => "value").Result).Allows("value");

    public static Conformance Result_wraps_what_was_thrown => BlockingBody(() =>
        Thrown(() => _ = FailAsync().Result)).Allows("AggregateException of InvalidOperationException").PoolRepetitions(5);

    public static Conformance GetResult_throws_what_was_thrown => BlockingBody(() =>
        Thrown(() => FailAsync().GetAwaiter().GetResult()))
        .Allows("InvalidOperationException").PoolRepetitions(5);

    public static Conformance GetResult_of_a_task_that_waits => BlockingBody(() =>
        AfterAsync(Short, "value").GetAwaiter().GetResult())
        .Allows("value").PoolRepetitions(5).Peer("Clockwork", "hangs");

    public static Conformance GetResult_of_a_value_task_made_a_task => BlockingBody(() =>
        new ValueTask<string>(AfterAsync(Short, "value")).AsTask().GetAwaiter().GetResult())
        .Allows("value").PoolRepetitions(5);

    public static Conformance GetResult_of_a_configured_awaiter => BlockingBody(() =>
        AfterAsync(Short, "value").ConfigureAwait(false).GetAwaiter().GetResult())
        .Allows("value").PoolRepetitions(5);

    public static Conformance Wait_with_a_timeout => BlockingBody(() =>
    {
        Task delay = Task.Delay(Long);
        return $"{delay.Wait(Short)} {delay.Wait(TimeSpan.FromMinutes(1))}";
    }).Allows("False True").IfLate("True True").PoolRepetitions(2).Peer("Clockwork", "takes real time");

    public static Conformance Wait_of_an_hour_takes_virtual_time => BlockingBody(() =>
    {
        Task delay = Task.Delay(TimeSpan.FromHours(2));
        return $"{delay.Wait(TimeSpan.FromHours(1))} {delay.Wait(TimeSpan.FromHours(2))}";
    }).Allows("False True").OnlyUnderCapture("it takes two hours");

    public static Conformance Wait_with_a_timeout_keeps_the_order_of_time => BlockingBody(() =>
    {
        Trail trail = new();
        Task between = Task.Run(async () => { await Task.Delay(150); trail.Add("between;"); });
        Task never = new TaskCompletionSource().Task;
        never.Wait(Short);
        trail.Add("short;");
        never.Wait(Long);
        trail.Add("long;");
        between.Wait();
        return trail.ToString();
    }).Allows("short;between;long;").IfLate("between;short;long;", "short;long;between;").PoolRepetitions(2);

    public static Conformance Wait_with_a_token => BlockingBody(() =>
    {
        using CancellationTokenSource stop = new(Short);
        return Thrown(() => Task.Delay(TimeSpan.FromHours(1)).Wait(stop.Token));
    }).Allows("OperationCanceledException").PoolRepetitions(5);

    public static Conformance Wait_of_a_canceled_task => BlockingBody(() =>
    {
        using CancellationTokenSource stop = new(Short);
        return Thrown(() => Task.Delay(TimeSpan.FromHours(1), stop.Token).Wait());
    }).Allows("AggregateException of TaskCanceledException").PoolRepetitions(5);

    public static Conformance WaitAll => BlockingBody(() =>
    {
        Trail trail = new();
        Task a = Task.Run(async () => { await Task.Yield(); trail.Add("a"); });
        Task b = Task.Run(async () => { await Task.Yield(); trail.Add("b"); });
        Task.WaitAll(a, b);
        return trail.ToString();
    }).Allows("ab", "ba");

    public static Conformance WaitAll_collects_what_was_thrown => BlockingBody(() =>
        Thrown(() => Task.WaitAll(FailAsync(), AfterAsync(Short, ""), FailAsync())))
        .Allows("AggregateException of InvalidOperationException, InvalidOperationException").PoolRepetitions(5);

    public static Conformance WaitAll_with_a_timeout => BlockingBody(() =>
    {
        Task[] tasks = [Task.Delay(10), Task.Delay(400)];
        return $"{Task.WaitAll(tasks, 150)} {tasks[0].IsCompleted} {tasks[1].IsCompleted} {Task.WaitAll(tasks, 60_000)}";
    }).Allows("False True False True")
        .IfLate("False False False True", "False False True True", "False True True True", "True True True True")
        .PoolRepetitions(2).Peer("Clockwork", "hangs");

    public static Conformance WaitAny_takes_the_earliest => BlockingBody(() =>
        $"{Task.WaitAny(Task.Delay(Long), Task.Delay(Short))}").Allows("1").IfLate("0").PoolRepetitions(3);

    public static Conformance WaitAny_with_a_timeout => BlockingBody(() =>
        $"{Task.WaitAny([new TaskCompletionSource().Task], 20)}").Allows("-1").PoolRepetitions(3);

    public static Conformance WaitAny_of_two_that_race => BlockingBody(() =>
    {
        Task a = Task.Run(async () => await Task.Yield());
        Task b = Task.Run(async () => await Task.Yield());
        int first = Task.WaitAny(a, b);
        Task.WaitAll(a, b);
        return $"{first}";
    }).Allows("0", "1");

    public static Conformance Two_tasks_block_on_one => BlockingBody(() =>
    {
        Trail trail = new();
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task a = Task.Run(() => { gate.Task.Wait(); trail.Add("a"); });
        Task b = Task.Run(() => { gate.Task.Wait(); trail.Add("b"); });
        Turn.Block();
        gate.SetResult();
        Task.WaitAll(a, b);
        return trail.ToString();
    }).Allows("ab", "ba");

    public static Conformance A_wait_for_what_nobody_does => BlockingBody(() =>
    {
        new TaskCompletionSource().Task.Wait();
        return "done";
    }).EndsAs(RunOutcome.Deadlocked).Seeds(5);

    private static async Task<string> AfterAsync(TimeSpan delay, string value)
    {
        await Task.Delay(delay);
        return value;
    }

    private static async Task<string> FailAsync()
    {
        await Task.Delay(10);
        throw new InvalidOperationException("on purpose");
    }

    private static string Thrown(Action action)
    {
        try
        {
            action();
            return "nothing";
        }
        catch (AggregateException all)
        {
            return $"AggregateException of {string.Join(", ", all.InnerExceptions.Select(one => one.GetType().Name))}";
        }
        catch (Exception one)
        {
            return one.GetType().Name;
        }
    }
}
