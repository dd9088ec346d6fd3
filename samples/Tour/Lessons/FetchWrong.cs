using Sim;

namespace Tour;

/// <summary>Waiting for HttpClient with Result blocks the loop's thread: nobody else runs, and debug mode says so.</summary>
internal static class FetchWrong
{
    public static void Run(Stage stage)
    {
        EventLoopOptions options = new() { ExceptionHandler = warning => stage.Say($"warning: {warning.Kind} of {warning.Task?.Name}, in {warning.Method}") };
        EventLoop.Run(() => MainAsync(stage), options);
    }

    private static async Task MainAsync(Stage stage)
    {
        using HttpClient client = await stage.OpenPage();
        EventLoop.Current.SlowCallbackDuration = TimeSpan.FromMilliseconds(300);
        EventLoop.Current.Debug = true;
        LoopTask ticker = EventLoop.Current.CreateTask(() => BlockingWork.Tick(stage), "ticker");
        LoopTask fetch = EventLoop.Current.CreateTask(() => FetchAsync(stage, client), "fetch");
        await fetch;
        await ticker;
    }

    private static async Task FetchAsync(Stage stage, HttpClient client)
    {
        await LoopTask.Sleep(TimeSpan.Zero);
        stage.Say("asking for the page");
        stage.Say(client.GetStringAsync("/").Result);
    }
}
