using Sim;

namespace Tour;

/// <summary>Two tasks take turns on one thread. B is made second but is shorter, and ends first.</summary>
internal static class TwoTasks
{
    public static void Run(Stage stage) => EventLoop.Run(async () =>
    {
        LoopTask<string> a = EventLoop.Current.CreateTask(() => Work("A", milliseconds: 300));
        LoopTask<string> b = EventLoop.Current.CreateTask(() => Work("B", milliseconds: 100));
        stage.Say("both are made, none has started");
        stage.Say($"results, in the order of asking: {await a}, {await b}");

        async Task<string> Work(string name, int milliseconds)
        {
            stage.Say($"{name} starts");
            await LoopTask.Sleep(TimeSpan.FromMilliseconds(milliseconds));
            stage.Say($"{name} ends");
            return name.ToLowerInvariant();
        }
    });
}
