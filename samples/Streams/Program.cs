using Sim;
using Streams;

// Each program's server and its clients, on one loop over the machine's sockets.
return EventLoop.Run(async () =>
{
    using var stop = new CancellationTokenSource();
    LoopTask[] servers =
    [
        EventLoop.Current.CreateTask(() => Echo.ServeAsync(7071, stop.Token), "echo"),
        EventLoop.Current.CreateTask(() => Chat.ServeAsync(7072, stop.Token), "chat"),
        EventLoop.Current.CreateTask(() => HttpHello.ServeAsync(7073, stop.Token), "http"),
    ];
    await LoopTask.Sleep(TimeSpan.Zero);
    await LoopTask.Sleep(TimeSpan.Zero);
    Show("echo", await Echo.AskAsync("localhost", 7071, "one", "two", "three"));
    string[][] heard = await LoopTask.Gather([.. new[] { "Ann", "Bob", "Cleo" }.Select(
        name => EventLoop.Current.CreateTask(() => Chat.TalkAsync("localhost", 7072, name, people: 3)))]);
    Show("chat", heard[0]);
    Show("http", await HttpHello.AskAsync("localhost", 7073, "/world", "/again"));
    await stop.CancelAsync();
    foreach (LoopTask server in servers)
    {
        await server;
    }

    return 0;

    static void Show(string program, string[] lines) => Console.WriteLine($"{program}: {string.Join(" | ", lines)}");
});
