using System.Diagnostics;

namespace Sim.NoiseFixtures;

/// <summary>How long the noise lasts: until the simulations beside it are done.</summary>
internal static class Noise
{
    /// <summary>Eight tests without a pause would leave the simulations no processor.</summary>
    private const int Pause = 10;

    private static readonly TaskCompletionSource s_over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static int s_simulating = Runs.Tests;

    /// <summary>Whether there are still simulations to be disturbed.</summary>
    public static bool IsOn => !s_over.Task.IsCompleted;

    /// <summary>One of the tests that simulate is done.</summary>
    public static void OneIsDone()
    {
        if (Interlocked.Decrement(ref s_simulating) == 0)
        {
            s_over.TrySetResult();
        }
    }

    /// <summary>Makes noise, and says how often. The noise must be right itself: it throws where it is not.</summary>
    public static async Task<int> MakeAsync(Func<int, Task> once)
    {
        int count = 0;
        long started = Stopwatch.GetTimestamp();
        do
        {
            // Who begins when the simulations are done has still to show that it is right.
            await once(count++);
            await Task.Delay(Pause);
        }
        while (IsOn && Stopwatch.GetElapsedTime(started) < Runs.Longest);

        return count;
    }
}
