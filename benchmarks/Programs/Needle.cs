namespace Sim.Benchmarks.Programs;

/// <summary>
/// D: a needle in a haystack: five tasks of five steps each. In the third step of the first three tasks a window opens, and it
/// is closed by the next step of the same task; the second opens only inside the first, the third only inside both. The bug:
/// all three are open at once. The other two tasks are hay.
/// </summary>
internal static class Needle
{
    private const int Tasks = 5;
    private const int Steps = 5;
    private const int Windows = 3;
    private const int OpensAt = 2;

    public static async Task RunAsync(bool checks)
    {
        bool[] open = new bool[Windows];
        Task[] tasks = new Task[Tasks];
        for (int i = 0; i < Tasks; i++)
        {
            int number = i;
            tasks[i] = Task.Run(() => WalkAsync(open, number, checks));
        }

        await Task.WhenAll(tasks);
    }

    private static async Task WalkAsync(bool[] open, int task, bool checks)
    {
        for (int step = 0; step < Steps; step++)
        {
            if (task < Windows)
            {
                open[task] = step == OpensAt && !open.AsSpan(0, task).Contains(false);
                Check.That(!checks || open.Contains(false), "all windows are open at once");
            }

            await Task.Yield();
        }
    }
}
