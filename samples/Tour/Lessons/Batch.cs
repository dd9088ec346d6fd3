using Sim;

namespace Tour;

/// <summary>A hundred operations that wait do so together.</summary>
internal static class Batch
{
    public static void Run(Stage stage) => EventLoop.Run(async () =>
    {
        int running = 0;
        int most = 0;
        int[] squares = await LoopTask.Gather([.. Enumerable.Range(0, 100).Select(Operation)]);
        stage.Say($"results: {squares.Length}, the first {squares[0]}, {squares[1]}, {squares[2]}, the last {squares[^1]}");
        stage.Say($"running at once: {most}");

        Func<Task<int>> Operation(int number) => async () =>
        {
            most = Math.Max(most, ++running);
            await LoopTask.Sleep(TimeSpan.FromMilliseconds(200));
            running--;
            return number * number;
        };
    });
}
