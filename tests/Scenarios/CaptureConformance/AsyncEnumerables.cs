using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class AsyncEnumerables(ITestOutputHelper output) : ConformanceTests<AsyncEnumerables>(output)
{
    public static Conformance A_local_iterator_without_context_yields_all => Body(async () =>
    {
        async IAsyncEnumerable<int> CountAsync()
        {
            for (int i = 1; i <= 3; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }

        int sum = 0;
        await foreach (int value in CountAsync().ConfigureAwait(false))
        {
            sum += value;
        }

        return $"{sum}";
    }).Allows("6").Peer("Coyote", "a local async iterator with ConfigureAwait(false) crashes the engine");

    public static Conformance ReadAllAsync_drains_a_channel_and_ends => Body(async () =>
    {
        Channel<int> channel = Channel.CreateUnbounded<int>();
        Task writer = Task.Run(async () =>
        {
            for (int i = 1; i <= 3; i++)
            {
                await channel.Writer.WriteAsync(i);
                await Task.Yield();
            }

            channel.Writer.Complete();
        });
        Trail trail = new();
        await foreach (int value in channel.Reader.ReadAllAsync())
        {
            trail.Add($"{value}");
        }

        await writer;
        return trail.ToString();
    }).Allows("123").Peer("Coyote", "ReadAllAsync ends in a false deadlock");

    public static Conformance Two_enumerations_of_one_method_interleave => Body(async () =>
    {
        Trail trail = new();
        async Task Enumerate(string mark)
        {
            await foreach (int value in CountAsync(2))
            {
                trail.Add($"{mark}{value}");
            }
        }

        await Task.WhenAll(Enumerate("a"), Enumerate("b"));
        return trail.ToString();
    }).Allows("a1a2b1b2", "a1b1a2b2", "a1b1b2a2", "b1b2a1a2", "b1a1b2a2", "b1a1a2b2");

    public static Conformance A_break_runs_the_finally_block_of_the_iterator => Body(async () =>
    {
        Trail trail = new();
        await foreach (int value in GuardedAsync(trail))
        {
            trail.Add($"{value}");
            break;
        }

        return trail.ToString();
    }).Allows("1f");

    public static Conformance A_fault_in_the_iterator_surfaces_after_its_finally_block => Body(async () =>
    {
        Trail trail = new();
        try
        {
            await foreach (int value in GuardedAsync(trail))
            {
                trail.Add($"{value}");
            }
        }
        catch (InvalidOperationException)
        {
            trail.Add("x");
        }

        return trail.ToString();
    }).Allows("1fx");

    public static Conformance WithCancellation_reaches_the_iterator => Body(async () =>
    {
        using CancellationTokenSource source = new();
        Trail trail = new();
        try
        {
            await foreach (int value in CountAsync(10).WithCancellation(source.Token))
            {
                trail.Add($"{value}");
                if (value == 2)
                {
                    source.Cancel();
                }
            }
        }
        catch (OperationCanceledException)
        {
            trail.Add("c");
        }

        return trail.ToString();
    }).Allows("12c");

    public static Conformance A_cancellation_races_with_the_next_item => Body(async () =>
    {
        using CancellationTokenSource source = new();
        Task cancel = Task.Run(source.Cancel);
        int seen = 0;
        try
        {
            await foreach (int value in CountAsync(3, source.Token))
            {
                seen = value;
            }
        }
        catch (OperationCanceledException)
        {
        }

        await cancel;
        return $"{seen}";
    }).Allows("0", "1", "2", "3");

    public static Conformance AsyncEnumerable_operators_compose => Body(async () =>
        string.Concat(await CountAsync(4).Where(value => value % 2 == 0).Select(value => value * 10).ToListAsync()))
        .Allows("2040");

    private static async IAsyncEnumerable<int> CountAsync(int last, [EnumeratorCancellation] CancellationToken token = default)
    {
        for (int i = 1; i <= last; i++)
        {
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            yield return i;
        }
    }

    private static async IAsyncEnumerable<int> GuardedAsync(Trail trail)
    {
        try
        {
            await Task.Yield();
            yield return 1;
            throw new InvalidOperationException();
        }
        finally
        {
            await Task.Yield();
            trail.Add("f");
        }
    }
}
