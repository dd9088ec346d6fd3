using System.Globalization;
using System.Text.Json;

namespace Sim.Peers;

/// <summary>What many tasks that sleep hold in memory.</summary>
internal static class SleepingTasks
{
    private static readonly TimeSpan s_long = TimeSpan.FromHours(1);

    /// <summary>One line of JSON: live bytes per task, once all sleep.</summary>
    public static string Measure(int count)
    {
        double bytes = 0;
        using var loop = new EventLoop();
        loop.RunUntilComplete(async () =>
        {
            var tasks = new LoopTask[count];
            long before = GC.GetTotalMemory(forceFullCollection: true);
            for (int i = 0; i < count; i++)
            {
                tasks[i] = loop.CreateTask(SleepAsync);
            }

            await LoopTask.Sleep(TimeSpan.Zero);
            await LoopTask.Sleep(TimeSpan.Zero);
            bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
            foreach (LoopTask task in tasks)
            {
                task.Cancel();
            }
        });
        return JsonSerializer.Serialize(new
        {
            impl = string.Create(CultureInfo.InvariantCulture, $"sim / .NET {Environment.Version}"),
            tasks = count,
            bytes_per_task = Math.Round(bytes, 1),
        });
    }

    private static async Task SleepAsync() => await LoopTask.Sleep(s_long);
}
