using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class DeepAwaitChains(ITestOutputHelper output) : ConformanceTests<DeepAwaitChains>(output)
{
    public static Conformance Fifty_thousand_awaits_unwind => Body(async () =>
    {
        static async Task<int> OneMore(Task<int> inner) => await inner + 1;
        TaskCompletionSource<int> bottom = new();
        Task<int> top = bottom.Task;
        for (int i = 0; i < 50_000; i++)
        {
            top = OneMore(top);
        }

        bottom.SetResult(0);
        return $"{await top}";
    }).Allows("50000").PoolRepetitions(10).Seeds(5);

    public static Conformance Fifty_thousand_synchronous_continuations_unwind => Body(async () =>
    {
        TaskCompletionSource bottom = new();
        Task top = bottom.Task;
        for (int i = 0; i < 50_000; i++)
        {
            top = top.ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        bottom.SetResult();
        await top;
        return $"{top.Status}";
    }).Allows("RanToCompletion").PoolRepetitions(10).Seeds(5);

    public static Conformance A_recursion_that_yields_at_the_bottom_comes_back => Body(async () =>
    {
        static async Task<int> Down(int levels)
        {
            if (levels == 0)
            {
                await Task.Yield();
                return 0;
            }

            return await Down(levels - 1) + 1;
        }

        return $"{await Down(1_000)}";
    }).Allows("1000").PoolRepetitions(40).Seeds(20);

    public static Conformance A_recursion_that_yields_at_every_level_comes_back => Body(async () =>
    {
        static async Task<int> Down(int levels)
        {
            await Task.Yield();
            return levels == 0 ? 0 : await Down(levels - 1) + 1;
        }

        return $"{await Down(1_000)}";
    }).Allows("1000").PoolRepetitions(40).Seeds(20);

    public static Conformance A_long_loop_of_completed_awaits_needs_no_stack => Body(async () =>
    {
        int sum = 0;
        for (int i = 0; i < 100_000; i++)
        {
            sum += await Task.FromResult(1);
        }

        return $"{sum}";
    }).Allows("100000").PoolRepetitions(10).Seeds(5);

    public static Conformance A_thousand_tasks_meet => Body(async () =>
    {
        int[] results = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Task.Run(() => i)));
        return $"{results.Sum()}";
    }).Allows("499500").PoolRepetitions(40).Seeds(20);
}
