namespace Sim.Peers;

/// <summary>What tasks cost. Each runs on a fresh loop and answers what one operation took.</summary>
internal static class TaskPrograms
{
    /// <summary>A task made and awaited, one after another.</summary>
    public static Reading Sequence(EventLoop loop, int count) => Measure(loop, count, async () =>
    {
        for (int i = 0; i < count; i++)
        {
            await loop.CreateTask(OneAsync);
        }
    });

    /// <summary>Many tasks made, then awaited.</summary>
    public static Reading Batch(EventLoop loop, int count) => Measure(loop, count, async () =>
    {
        var tasks = new LoopTask<int>[count];
        for (int i = 0; i < count; i++)
        {
            tasks[i] = loop.CreateTask(OneAsync);
        }

        foreach (LoopTask<int> task in tasks)
        {
            await task;
        }
    });

    public static Reading Measure(EventLoop loop, int operations, Func<Task> main)
    {
        Reading start = Reading.Now;
        loop.RunUntilComplete(main);
        return (Reading.Now - start) / operations;
    }

#pragma warning disable CS1998 // As the peers' programs have it: an async function that awaits nothing.
    private static async Task<int> OneAsync() => 1;
#pragma warning restore CS1998
}
