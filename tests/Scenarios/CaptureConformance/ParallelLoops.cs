using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class ParallelLoops(ITestOutputHelper output) : ConformanceTests<ParallelLoops>(output)
{
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    public static Conformance ForEachAsync_races_where_its_body_awaits => Body(async () =>
    {
        int count = 0;
        await Parallel.ForEachAsync([1, 2], Two, async (_, _) =>
        {
            int read = count;
            await Task.Yield();
            count = read + 1;
        });
        return $"{count}";
    }).Allows("1", "2").Peer("Coyote", "Parallel.ForEachAsync misses the race");

    public static Conformance ForEachAsync_keeps_to_its_degree => Body(async () =>
    {
        int inside = 0;
        int most = 0;
        object gate = new();
        await Parallel.ForEachAsync(Enumerable.Range(0, 3), Two, async (_, _) =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++inside);
            }

            await Task.Yield();
            lock (gate)
            {
                inside--;
            }
        });
        return $"{most}";
    }).Allows("1", "2");

    public static Conformance ForEachAsync_reads_an_async_source => Body(async () =>
    {
        async IAsyncEnumerable<int> Source()
        {
            for (int i = 1; i <= 3; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }

        int sum = 0;
        await Parallel.ForEachAsync(Source(), Two, async (value, _) =>
        {
            await Task.Yield();
            Interlocked.Add(ref sum, value);
        });
        return $"{sum}";
    }).Allows("6");

    public static Conformance ForEachAsync_of_degree_one_keeps_the_order => Body(async () =>
    {
        Trail trail = new();
        await Parallel.ForEachAsync([1, 2, 3], new ParallelOptions { MaxDegreeOfParallelism = 1 }, async (value, _) =>
        {
            await Task.Yield();
            trail.Add($"{value}");
        });
        return trail.ToString();
    }).Allows("123");

    public static Conformance ForEachAsync_cancels_the_rest_when_one_fails => Body(async () =>
    {
        try
        {
            await Parallel.ForEachAsync([1, 2], Two, async (value, token) =>
            {
                await (value == 1 ? Task.FromException(new InvalidOperationException("boom")) : Task.Delay(Timeout.Infinite, token));
            });
            return "nothing";
        }
        catch (InvalidOperationException thrown)
        {
            return thrown.Message;
        }
    }).Allows("boom");

    public static Conformance ForAsync_visits_every_index_once => Body(async () =>
    {
        int[] visits = new int[5];
        await Parallel.ForAsync(0, 5, Two, async (index, _) =>
        {
            await Task.Yield();
            Interlocked.Increment(ref visits[index]);
        });
        return string.Concat(visits);
    }).Allows("11111");

    public static Conformance ForAsync_runs_two_bodies_in_either_order => Body(async () =>
    {
        Trail trail = new();
        await Parallel.ForAsync(0, 2, Two, async (index, _) =>
        {
            await Task.Yield();
            trail.Add($"{index}");
        });
        return trail.ToString();
    }).Allows("01", "10");

    public static Conformance For_visits_every_index_once => BlockingBody(() =>
    {
        int[] visits = new int[8];
        ParallelLoopResult result = Parallel.For(0, 8, Two, index => Interlocked.Increment(ref visits[index]));
        return $"{string.Concat(visits)} {result.IsCompleted}";
    }).Allows("11111111 True");

    public static Conformance For_without_a_wait_in_its_body_loses_updates_on_the_pool_alone => BlockingBody(() =>
    {
        int count = 0;
        Parallel.For(0, 50, Two, _ => count++);
        return count == 50 ? "exact" : "lost";
    }).Allows("exact").Gap("lost", Reasons.AtomicStep);

    public static Conformance ForEach_adds_up_thread_local_sums => BlockingBody(() =>
    {
        int sum = 0;
        Parallel.ForEach(Enumerable.Range(1, 9), Two, () => 0, (value, _, local) => local + value, local => Interlocked.Add(ref sum, local));
        return $"{sum}";
    }).Allows("45");

    public static Conformance Invoke_runs_every_action => BlockingBody(() =>
    {
        int sum = 0;
        Parallel.Invoke(() => Interlocked.Add(ref sum, 1), () => Interlocked.Add(ref sum, 2), () => Interlocked.Add(ref sum, 4));
        return $"{sum}";
    }).Allows("7");

    public static Conformance Plinq_adds_up => BlockingBody(() =>
        $"{Enumerable.Range(1, 100).AsParallel().WithDegreeOfParallelism(2).Select(value => value * 2).Sum()}")
        .Allows("10100")
        .PoolRepetitions(40);

    public static Conformance Plinq_keeps_the_order_when_asked => BlockingBody(() =>
        string.Concat(Enumerable.Range(0, 8).AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(value => value)))
        .Allows("01234567")
        .PoolRepetitions(40);
}
