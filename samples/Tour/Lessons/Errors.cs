using Sim;

namespace Tour;

/// <summary>One failing operation need not cost the results of the others.</summary>
internal static class Errors
{
    public static void Run(Stage stage) => EventLoop.Run(async () =>
    {
        LoopOutcome<int>[] outcomes = await LoopTask.GatherOutcomes(Divide(10, 2), Divide(1, 0), Divide(9, 3));
        foreach (LoopOutcome<int> outcome in outcomes)
        {
            stage.Say(outcome.Exception is { } exception ? $"failed: {exception.GetType().Name}" : $"result: {outcome.Result}");
        }
    });

    private static Func<Task<int>> Divide(int a, int b) => async () =>
    {
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(10));
        return a / b;
    };
}
