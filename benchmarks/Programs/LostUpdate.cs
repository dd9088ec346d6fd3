namespace Sim.Benchmarks.Programs;

/// <summary>
/// A: two tasks of the pool each read a counter, yield, and write what they read plus one. The bug: nothing keeps the second
/// from reading before the first has written, and then one of the two updates is lost.
/// </summary>
internal static class LostUpdate
{
    public static async Task RunAsync(bool checks)
    {
        var shared = new Counter();
        await Task.WhenAll(Task.Run(() => IncrementAsync(shared)), Task.Run(() => IncrementAsync(shared)));
        Check.That(!checks || shared.Value == 2, "an update was lost");
    }

    internal static async Task IncrementAsync(Counter shared)
    {
        int read = shared.Value;
        await Task.Yield();
        shared.Value = read + 1;
    }

    internal sealed class Counter
    {
        public int Value;
    }
}
