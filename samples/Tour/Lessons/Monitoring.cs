using Sim;

namespace Tour;

/// <summary>A task that looks at all the others: what there is, where it is, and whether time passes.</summary>
internal static class Monitoring
{
    public static void Run(Stage stage) => EventLoop.Run(
        async () =>
        {
            stage.Say($"debug mode: {EventLoop.Current.Debug}");
            LoopTask monitor = EventLoop.Current.CreateTask(() => MonitorAsync(stage), "monitor");
            LoopTask first = EventLoop.Current.CreateTask(() => WorkAsync(100), "first");
            LoopTask second = EventLoop.Current.CreateTask(() => WorkAsync(500), "second");
            await first;
            await second;
            monitor.Cancel();
        },
        new EventLoopOptions { Debug = true, ExceptionHandler = _ => { } });

    private static async Task MonitorAsync(Stage stage)
    {
        EventLoop loop = EventLoop.Current;
        for (long start = loop.Time; ; await LoopTask.Sleep(TimeSpan.FromMilliseconds(300)))
        {
            stage.Say($"loop time: {(loop.Time - start < TimeSpan.FromMilliseconds(300).Ticks ? "at the start" : "0.3 s and more later")}, tasks: {loop.GetStatistics().Tasks}");
            stage.Say(loop.FormatCallGraph());
        }
    }

    private static async Task WorkAsync(int milliseconds) => await LoopTask.Sleep(TimeSpan.FromMilliseconds(milliseconds));
}
