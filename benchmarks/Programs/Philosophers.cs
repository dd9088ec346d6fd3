namespace Sim.Benchmarks.Programs;

/// <summary>
/// B2: three philosophers, each fork a SemaphoreSlim; each takes the fork at its left, yields, takes the one at its right, eats
/// once. The bug: all three may hold their left fork and wait for the right one forever. A deadlock is no assertion that could be
/// left out, so without checks the last philosopher takes its forks the other way round, which cannot deadlock.
/// </summary>
internal static class Philosophers
{
    private const int Count = 3;

    public static async Task RunAsync(bool checks)
    {
        SemaphoreSlim[] forks = [new(1), new(1), new(1)];
        Task[] meals = new Task[Count];
        for (int i = 0; i < Count; i++)
        {
            bool leftHanded = !checks && i == Count - 1;
            SemaphoreSlim first = forks[leftHanded ? (i + 1) % Count : i];
            SemaphoreSlim second = forks[leftHanded ? i : (i + 1) % Count];
            meals[i] = Task.Run(() => EatAsync(first, second));
        }

        await Task.WhenAll(meals);
    }

    private static async Task EatAsync(SemaphoreSlim first, SemaphoreSlim second)
    {
        await first.WaitAsync();
        await Task.Yield();
        await second.WaitAsync();
        await Task.Yield();
        second.Release();
        first.Release();
    }
}
