using Sim;

namespace Tour;

/// <summary>Twenty operations want to run, and a semaphore lets five.</summary>
internal static class FiveAtATime
{
    public static void Run(Stage stage) => EventLoop.Run(async () =>
    {
        AsyncSemaphore places = new(5);
        int running = 0;
        int most = 0;
        List<int> begun = [];
        await LoopTask.Gather([.. Enumerable.Range(1, 20).Select(Operation)]);
        stage.Say($"running at once: {most} at most");
        stage.Say($"begun in the order of asking: {begun.SequenceEqual(Enumerable.Range(1, 20))}");

        Func<Task<int>> Operation(int number) => async () =>
        {
            using (await places.AcquireAsync())
            {
                begun.Add(number);
                most = Math.Max(most, ++running);
                await LoopTask.Sleep(TimeSpan.FromMilliseconds(10));
                running--;
                return number;
            }
        };
    });
}
