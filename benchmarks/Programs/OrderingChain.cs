namespace Sim.Benchmarks.Programs;

/// <summary>
/// D2: five tasks of five steps each. The bug: it shows only if the third steps of the tasks come in one order out of the 120, the
/// reverse of the one in which the tasks were made.
/// </summary>
internal static class OrderingChain
{
    private const int Tasks = 5;
    private const int Steps = 5;
    private const int LinkAt = 2;

    public static async Task RunAsync(bool checks)
    {
        var chain = new Chain();
        Task[] tasks = new Task[Tasks];
        for (int i = 0; i < Tasks; i++)
        {
            int place = Tasks - 1 - i;
            tasks[i] = Task.Run(() => WalkAsync(chain, place));
        }

        await Task.WhenAll(tasks);
        Check.That(!checks || chain.Links < Tasks, "the tasks came in the one order that nobody expects");
    }

    private static async Task WalkAsync(Chain chain, int place)
    {
        for (int step = 0; step < Steps; step++)
        {
            if (step == LinkAt && chain.Links == place)
            {
                chain.Links++;
            }

            await Task.Yield();
        }
    }

    private sealed class Chain
    {
        public int Links;
    }
}
