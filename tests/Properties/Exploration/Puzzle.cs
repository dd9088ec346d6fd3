namespace Sim.Properties.Explorations;

/// <summary>
/// A small program whose bug is an order: some tasks of some steps each, and a few pairs of steps of which each must run the wrong way
/// round. First come, first served never does all of it.
/// </summary>
internal sealed record Puzzle(int[] Steps, (int Early, int Late)[] Pairs)
{
    /// <summary>The puzzle with this number; the same in every process.</summary>
    public static Puzzle Make(int number)
    {
        var random = new Random(number);
        int[] steps = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.Next(1, 4))];
        int[] owners = [.. steps.SelectMany(static (count, task) => Enumerable.Repeat(task, count))];
        var pairs = new List<(int, int)>();
        for (int wanted = random.Next(1, 4), tries = 0; pairs.Count < wanted && tries < 50; tries++)
        {
            int early = random.Next(owners.Length);
            int late = random.Next(owners.Length);
            if (owners[early] > owners[late])
            {
                pairs.Add((early, late));
            }
        }

        return new Puzzle(steps, [.. pairs]);
    }

    public async Task Body(Simulation sim)
    {
        var order = new List<int>();
        int first = 0;
        var tasks = new List<Task>();
        foreach (int count in Steps)
        {
            tasks.Add(Work(sim, order, first, count));
            first += count;
        }

        await Task.WhenAll(tasks);
        sim.Always(!Array.TrueForAll(Pairs, pair => order.IndexOf(pair.Early) < order.IndexOf(pair.Late)), "some pair is in order");
    }

    private static async Task Work(Simulation sim, List<int> order, int first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            order.Add(first + i);
            sim.Log($"step {first + i}");
        }
    }
}
