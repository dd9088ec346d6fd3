using Sim;

namespace Tour;

/// <summary>The same work called on the loop's thread: everybody waits. Debug mode says who is to blame.</summary>
internal static class BlockingWorkWrong
{
    public static void Run(Stage stage)
    {
        EventLoopOptions options = new()
        {
            Debug = true,
            SlowCallbackDuration = TimeSpan.FromMilliseconds(400),
            ExceptionHandler = warning => stage.Say($"warning: {warning.Kind} of {warning.Task?.Name}, in {warning.Method}"),
        };
        EventLoop.Run(() => MainAsync(stage), options);
    }

    private static async Task MainAsync(Stage stage)
    {
        LoopTask ticker = EventLoop.Current.CreateTask(() => BlockingWork.Tick(stage), "ticker");
        LoopTask report = EventLoop.Current.CreateTask(() => ReportAsync(stage), "report");
        await report;
        await ticker;
    }

    private static async Task ReportAsync(Stage stage)
    {
        await LoopTask.Sleep(TimeSpan.Zero);
        stage.Say("the report is being made");
        stage.Say(BlockingWork.MakeReport());
    }
}
