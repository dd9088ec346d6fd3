namespace Sim.Peers;

/// <summary>What queues, gathering, semaphores and the executor cost. Each runs on a fresh loop and answers what one operation took.</summary>
internal static class SyncPrograms
{
    private const int Permits = 10;
    private const int RoundsPerTask = 20;

    /// <summary>Round trips between two tasks over two queues.</summary>
    public static Reading PingPong(EventLoop loop, int count) => TaskPrograms.Measure(loop, count, async () =>
    {
        var there = new AsyncQueue<int>();
        var back = new AsyncQueue<int>();
        LoopTask ponger = loop.CreateTask(async () =>
        {
            for (int i = 0; i < count; i++)
            {
                back.TryPut(await there.GetAsync());
            }
        });
        for (int i = 0; i < count; i++)
        {
            there.TryPut(i);
            await back.GetAsync();
        }

        await ponger;
    });

    /// <summary>Sleeps of no time, gathered.</summary>
    public static Reading Gather(EventLoop loop, int count) => TaskPrograms.Measure(loop, count, async () =>
    {
        var sleeps = new LoopFuture<int>[count];
        for (int i = 0; i < count; i++)
        {
            sleeps[i] = LoopTask.Sleep(TimeSpan.Zero, i);
        }

        await LoopTask.Gather<int>(sleeps);
    });

    /// <summary>The same, each in a task of its own.</summary>
    public static Reading GatherTasks(EventLoop loop, int count) => TaskPrograms.Measure(loop, count, async () =>
    {
        var tasks = new LoopTask<int>[count];
        for (int i = 0; i < count; i++)
        {
            int result = i;
            tasks[i] = loop.CreateTask(() => YieldAsync(result));
        }

        await LoopTask.Gather<int>(tasks);
    });

    /// <summary>Tasks that take one of ten permits twenty times, and let a tick pass while they hold it.</summary>
    public static Reading Semaphore(EventLoop loop, int count) => TaskPrograms.Measure(loop, count, async () =>
    {
        var semaphore = new AsyncSemaphore(Permits);
        var tasks = new LoopTask[count / RoundsPerTask];
        for (int i = 0; i < tasks.Length; i++)
        {
            tasks[i] = loop.CreateTask(() => WorkAsync(semaphore));
        }

        await LoopTask.Gather(tasks);
    });

    /// <summary>Round trips to the executor, one after another.</summary>
    public static Reading Executor(EventLoop loop, int count) => TaskPrograms.Measure(loop, count, async () =>
    {
        for (int i = 0; i < count; i++)
        {
            await loop.RunInExecutor(static () => 0);
        }
    });

    private static async Task<int> YieldAsync(int result)
    {
        await LoopTask.Sleep(TimeSpan.Zero);
        return result;
    }

    private static async Task WorkAsync(AsyncSemaphore semaphore)
    {
        for (int i = 0; i < RoundsPerTask; i++)
        {
            using (await semaphore.AcquireAsync())
            {
                await LoopTask.Sleep(TimeSpan.Zero);
            }
        }
    }
}
