using Sim;

namespace Tour;

/// <summary>HttpClient does not block: while the answer is on its way, other tasks run.</summary>
internal static class Fetch
{
    public static void Run(Stage stage) => EventLoop.Run(async () =>
    {
        using HttpClient client = await stage.OpenPage();
        LoopTask ticker = EventLoop.Current.CreateTask(() => BlockingWork.Tick(stage));
        stage.Say("asking for the page");
        string page = await client.GetStringAsync("/");
        await ticker;
        stage.Say(page);
    });
}
