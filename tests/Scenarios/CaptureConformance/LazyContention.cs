using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class LazyContention(ITestOutputHelper output) : ConformanceTests<LazyContention>(output)
{
    public static Conformance One_factory_runs_and_all_see_its_value => Body(async () =>
    {
        int made = 0;
        Lazy<int> lazy = new(() => { Turn.Block(); return ++made; }, LazyThreadSafetyMode.ExecutionAndPublication);
        int[] values = await ReadTwiceAsync(lazy);
        return $"made {made}: {string.Join(" ", values)}";
    }).Allows("made 1: 1 1").Peer("Clockwork", "hangs");

    public static Conformance The_factory_waits_for_a_timer => Body(async () =>
    {
        int made = 0;
        Lazy<int> lazy = new(() => { Task.Delay(20).Wait(); return ++made; });
        int[] values = await ReadTwiceAsync(lazy);
        return $"made {made}: {string.Join(" ", values)}";
    }).Allows("made 1: 1 1").PoolRepetitions(10);

    public static Conformance Publication_only_may_run_two_factories => Body(async () =>
    {
        int made = 0;
        Lazy<int> lazy = new(
            () => { Turn.Block(); return Interlocked.Increment(ref made); },
            LazyThreadSafetyMode.PublicationOnly);
        int[] values = await ReadTwiceAsync(lazy);
        return $"made {made}, {(values[0] == values[1] ? "alike" : "different")}";
    }).Allows("made 1, alike", "made 2, alike");

    public static Conformance What_the_factory_throws_is_kept => Body(async () =>
    {
        int made = 0;
        Lazy<int> lazy = new(() =>
        {
            Turn.Block();
            throw new InvalidOperationException($"factory {++made}");
        });
        Task<string> a = Task.Run(() => MessageOf(lazy));
        Task<string> b = Task.Run(() => MessageOf(lazy));
        return $"{await a}, {await b}";
    }).Allows("factory 1, factory 1");

    public static Conformance A_factory_that_reads_its_own_value => Body(() =>
    {
        Lazy<int>? lazy = null;
        lazy = new(() => lazy!.Value);
        return Task.FromResult(MessageOf(lazy).StartsWith("value", StringComparison.Ordinal) ? "value" : "refused");
    }).Allows("refused");

    public static Conformance A_factory_that_waits_for_another_reader => BlockingBody(() =>
    {
        Lazy<int>? lazy = null;
        lazy = new(() => Task.Run(async () => { await Task.Yield(); return lazy!.Value; }).Result);
        return $"{lazy.Value}";
    }).EndsAs(RunOutcome.Deadlocked).Seeds(5);

    public static Conformance EnsureInitialized_under_a_lock_runs_one_factory => Body(async () =>
    {
        int made = 0;
        object? target = null;
        bool initialized = false;
        object? gate = null;
        object? Make() => LazyInitializer.EnsureInitialized(ref target, ref initialized, ref gate, () =>
        {
            Turn.Block();
            made++;
            return new object();
        });
        Task<object?> a = Task.Run(Make);
        Task<object?> b = Task.Run(Make);
        bool alike = ReferenceEquals(await a, await b);
        return $"made {made}, {(alike ? "alike" : "different")}";
    }).Allows("made 1, alike");

    private static async Task<int[]> ReadTwiceAsync(Lazy<int> lazy)
    {
        Task<int> a = Task.Run(() => lazy.Value);
        Task<int> b = Task.Run(() => lazy.Value);
        return [await a, await b];
    }

    private static string MessageOf(Lazy<int> lazy)
    {
        try
        {
            return $"value {lazy.Value}";
        }
        catch (InvalidOperationException thrown)
        {
            return thrown.Message;
        }
    }
}
