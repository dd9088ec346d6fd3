namespace Sim.Peers;

/// <summary>What callbacks and timers cost. Each runs on a fresh loop and answers what one operation took.</summary>
internal static class LoopPrograms
{
    private const int TimerSpanTicks = 3_000_000;
    private const int TimerHeadStartTicks = 2_500_000;

    /// <summary>Handles queued at once, one drain.</summary>
    public static Reading Burst(EventLoop loop, int count)
    {
        Action nothing = static () => { };
        Reading start = Reading.Now;
        for (int i = 0; i < count; i++)
        {
            loop.CallSoon(nothing);
        }

        loop.CallSoon(loop.Stop);
        loop.RunForever();
        return (Reading.Now - start) / count;
    }

    /// <summary>Each callback schedules the next: a tick each, with its poll.</summary>
    public static Reading Chain(EventLoop loop, int count)
    {
        int left = count;
        Action step = null!;
        step = () =>
        {
            if (--left > 0)
            {
                loop.CallSoon(step);
            }
            else
            {
                loop.Stop();
            }
        };
        Reading start = Reading.Now;
        loop.CallSoon(step);
        loop.RunForever();
        return (Reading.Now - start) / count;
    }

    public static Reading TimersScheduled(EventLoop loop, int count) => Timers(loop, count, cancel: false).Scheduled;

    public static Reading TimersFired(EventLoop loop, int count) => Timers(loop, count, cancel: false).Done;

    public static Reading TimersCanceled(EventLoop loop, int count) => Timers(loop, count, cancel: true).Done;

    /// <summary>Callbacks handed in by a second thread.</summary>
    public static Reading ThreadSafe(EventLoop loop, int count)
    {
        int left = count;
        Action hit = () =>
        {
            if (--left == 0)
            {
                loop.Stop();
            }
        };
        var feeder = new Thread(() =>
        {
            for (int i = 0; i < count; i++)
            {
                loop.CallSoonThreadSafe(hit);
            }
        });
        Reading start = Reading.Now;
        feeder.Start();
        loop.RunForever();
        Reading taken = (Reading.Now - start) / count;
        feeder.Join();
        return taken;
    }

    private static (Reading Scheduled, Reading Done) Timers(EventLoop loop, int count, bool cancel)
    {
        int left = count;
        Action fire = () =>
        {
            if (--left == 0)
            {
                loop.Stop();
            }
        };
        long[] deadlines = Deadlines(count);
        var handles = new TimerHandle[count];
        loop.RunUntilComplete(static () => Task.CompletedTask);
        Reading start = Reading.Now;
        long origin = loop.Time + TimerHeadStartTicks;
        for (int i = 0; i < count; i++)
        {
            handles[i] = loop.CallAt(origin + deadlines[i], fire);
        }

        Reading scheduled = Reading.Now;
        if (cancel)
        {
            foreach (TimerHandle handle in handles)
            {
                handle.Cancel();
            }

            loop.CallSoon(loop.Stop);
        }

        loop.RunForever();
        return ((scheduled - start) / count, (Reading.Now - start) / count);
    }

    private static long[] Deadlines(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(TimerSpanTicks))];
    }
}
