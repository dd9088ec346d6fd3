using Sim;

namespace Tour;

/// <summary>Cancellation arrives as an exception at the await; cleaning up may await in its turn.</summary>
internal static class Cancellation
{
    public static void Run(Stage stage) => EventLoop.Run(async () =>
    {
        LoopTask task = EventLoop.Current.CreateTask(() => WorkAsync(stage), "work");
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(50));
        stage.Say("main cancels");
        task.Cancel("enough");
        try
        {
            await task;
        }
        catch (OperationCanceledException canceled)
        {
            stage.Say($"main knows: {canceled.Message}");
        }
    });

    private static async Task WorkAsync(Stage stage)
    {
        try
        {
            stage.Say("work begins");
            await LoopTask.Sleep(TimeSpan.FromHours(1));
            stage.Say("never said");
        }
        catch (OperationCanceledException)
        {
            stage.Say("work is canceled and cleans up");
            await LoopTask.Sleep(TimeSpan.FromMilliseconds(10));
            stage.Say("work has cleaned up");
            throw;
        }
    }
}
