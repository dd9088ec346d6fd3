using Sim;

namespace Tour;

/// <summary>Code that blocks its thread runs on another one, and the loop goes on.</summary>
internal static class BlockingWork
{
    public static void Run(Stage stage) => EventLoop.Run(async () =>
    {
        LoopTask ticker = EventLoop.Current.CreateTask(() => Tick(stage));
        stage.Say("the report is being made");
        string report = await LoopTask.ToThread(MakeReport);
        stage.Say(report);
        await ticker;
    });

    /// <summary>Blocks, as drivers and libraries of old do.</summary>
    public static string MakeReport()
    {
        Task.Delay(500).Wait();
        return "the report is there";
    }

    public static async Task Tick(Stage stage)
    {
        for (int i = 1; i <= 3; i++)
        {
            await LoopTask.Sleep(TimeSpan.FromMilliseconds(10));
            stage.Say($"tick {i}");
        }
    }
}
