namespace Sim.Benchmarks.Programs;

/// <summary>One long run: two tasks of the pool that do nothing but yield. Not in the gauntlet: it has no bug.</summary>
internal static class LongRun
{
    public const int YieldsPerTask = 100_000;

    public static Task RunAsync(int yields) => Task.WhenAll(Task.Run(() => YieldAsync(yields)), Task.Run(() => YieldAsync(yields)));

    private static async Task YieldAsync(int times)
    {
        for (int i = 0; i < times; i++)
        {
            await Task.Yield();
        }
    }
}
