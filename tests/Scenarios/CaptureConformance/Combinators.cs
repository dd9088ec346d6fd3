using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Combinators(ITestOutputHelper output) : ConformanceTests<Combinators>(output)
{
    public static Conformance WhenAll_of_a_span_lets_its_tasks_race => Body(async () =>
    {
        int count = 0;
        async Task Increment()
        {
            int read = count;
            await Task.Yield();
            count = read + 1;
        }

        await Task.WhenAll(Task.Run(Increment), Task.Run(Increment));
        return $"{count}";
    }).Allows("1", "2").Peer("Coyote", "WhenAll(a, b) is uncontrolled, since C# 13 binds the span overload");

    public static Conformance WhenAll_of_an_enumerable_lets_its_tasks_race => Body(async () =>
    {
        Trail trail = new();
        await Task.WhenAll(new[] { "a", "b" }.Select(mark => Task.Run(() => trail.Add(mark))));
        return trail.ToString();
    }).Allows("ab", "ba");

    public static Conformance WhenAll_returns_results_in_argument_order => Body(async () =>
    {
        Trail trail = new();
        int[] results = await Task.WhenAll(After(trail, 1), After(trail, 2));
        return $"{trail} -> {string.Concat(results)}";
    }).Allows("12 -> 12", "21 -> 12");

    public static Conformance WhenAll_throws_the_fault_that_came_first => Body(async () =>
    {
        Task all = Task.WhenAll(FailAsync("a"), FailAsync("b"));
        try
        {
            await all;
            return "nothing";
        }
        catch (InvalidOperationException thrown)
        {
            return $"{thrown.Message}: {string.Concat(all.Exception!.InnerExceptions.Select(inner => inner.Message))}";
        }
    }).Allows("a: ab", "b: ba");

    public static Conformance WhenAll_prefers_a_fault_to_a_cancellation => Body(async () =>
    {
        Task all = Task.WhenAll(Task.FromCanceled(new CancellationToken(true)), FailAsync("a"));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return $"{all.Status}: {all.Exception!.InnerException!.Message}";
    }).Allows("Faulted: a");

    public static Conformance WhenAny_of_two_lets_either_win => Body(async () =>
    {
        Trail trail = new();
        Task<int> first = After(trail, 1);
        Task<int> second = After(trail, 2);
        Task<int> winner = await Task.WhenAny(first, second);
        int won = await winner;
        await Task.WhenAll(first, second);
        return $"{won}";
    }).Allows("1", "2");

    public static Conformance WhenAny_of_a_span_of_three_lets_each_win => Body(async () =>
    {
        Trail trail = new();
        Task<int>[] tasks = [After(trail, 1), After(trail, 2), After(trail, 3)];
        int won = await await Task.WhenAny(tasks.AsSpan());
        await Task.WhenAll(tasks);
        return $"{won}";
    }).Allows("1", "2", "3");

    public static Conformance WhenAny_prefers_what_has_completed_already => Body(async () =>
    {
        TaskCompletionSource<int> never = new();
        return $"{await await Task.WhenAny(never.Task, Task.FromResult(2), Task.FromResult(3))}";
    }).Allows("2");

    public static Conformance WhenAny_with_a_delay_is_a_timeout => Body(async () =>
    {
        TaskCompletionSource never = new();
        Task delay = Task.Delay(2);
        return await Task.WhenAny(never.Task, delay) == delay ? "timeout" : "completed";
    }).Allows("timeout").PoolRepetitions(40);

    public static Conformance WhenEach_of_two_yields_them_as_they_complete => Body(async () =>
    {
        Trail trail = new();
        Trail unused = new();
        await foreach (Task<int> task in Task.WhenEach(After(unused, 1), After(unused, 2)))
        {
            trail.Add($"{await task}");
        }

        return trail.ToString();
    }).Allows("12", "21")
        .Peer("Coyote", "WhenEach ends in a false deadlock")
        .Peer("Clockwork", "WhenEach is flaky: its completions race with the drive loop");

    public static Conformance WhenEach_of_three_shows_every_order => Body(async () =>
    {
        Trail trail = new();
        Trail unused = new();
        Task<int>[] tasks = [After(unused, 1), After(unused, 2), After(unused, 3)];
        await foreach (Task<int> task in Task.WhenEach(tasks.AsSpan()))
        {
            trail.Add($"{await task}");
        }

        return trail.ToString();
    }).Allows("123", "132", "213", "231", "312", "321");

    public static Conformance WhenEach_hands_over_faulted_tasks_without_throwing => Body(async () =>
    {
        int faulted = 0;
        await foreach (Task task in Task.WhenEach(FailAsync("a"), Task.CompletedTask))
        {
            faulted += task.Exception is null ? 0 : 1;
        }

        return $"{faulted}";
    }).Allows("1");

    public static Conformance WaitAsync_with_a_token_stops_waiting_and_leaves_the_task_alone => Body(async () =>
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource<int> work = new();
        Task<int> waited = work.Task.WaitAsync(source.Token);
        source.Cancel();
        await ((Task)waited).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        work.SetResult(4);
        return $"{waited.Status} {await work.Task}";
    }).Allows("Canceled 4");

    public static Conformance WaitAsync_races_a_token_against_the_task => Body(async () =>
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource work = new();
        Task waited = work.Task.WaitAsync(source.Token);
        Task cancel = Task.Run(source.Cancel);
        Task complete = Task.Run(work.SetResult);
        await waited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(cancel, complete);
        return $"{waited.Status}";
    }).Allows("Canceled", "RanToCompletion");

    private static async Task<int> After(Trail trail, int value)
    {
        await Task.Yield();
        trail.Add($"{value}");
        return value;
    }

    private static async Task FailAsync(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }
}
