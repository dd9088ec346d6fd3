using Sim;

namespace Tour;

/// <summary>Main ends without awaiting what it started: nothing is lost in silence.</summary>
internal static class ForgottenTask
{
    public static void Run(Stage stage) => EventLoop.Run(
        async () =>
        {
            _ = EventLoop.Current.CreateTask(() => SlowAsync(stage), "slow");
            _ = EventLoop.Current.CreateTask(BrokenAsync, "broken");
            await LoopTask.Sleep(TimeSpan.FromMilliseconds(100));
            stage.Say("main ends");
        },
        new EventLoopOptions { ExceptionHandler = told => stage.Say($"told: {told.Kind} of {told.Task?.Name}: {told.Exception?.Message}") });

    private static async Task SlowAsync(Stage stage)
    {
        try
        {
            await LoopTask.Sleep(TimeSpan.FromHours(1));
        }
        finally
        {
            stage.Say("slow was canceled");
        }
    }

    private static async Task BrokenAsync()
    {
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
        throw new InvalidOperationException("nobody awaited me");
    }
}
