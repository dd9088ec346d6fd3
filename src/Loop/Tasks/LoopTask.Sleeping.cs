namespace Sim;

/// <content>Letting time pass.</content>
public partial class LoopTask
{
    /// <summary>Is done once <paramref name="delay"/> has passed on the loop's clock.</summary>
    /// <param name="delay">From now; zero or less lets one tick pass and arms no timer.</param>
    /// <exception cref="InvalidOperationException">No loop runs on this thread.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The deadline is beyond what the loop's clock can tell.</exception>
    public static LoopFuture Sleep(TimeSpan delay)
    {
        EventLoop loop = EventLoop.Current;
        return delay <= TimeSpan.Zero ? new YieldFuture(loop) : new SleepFuture(loop, loop.DeadlineOf(delay));
    }

    /// <summary>Is done with <paramref name="result"/> once <paramref name="delay"/> has passed on the loop's clock.</summary>
    /// <inheritdoc cref="Sleep(TimeSpan)" />
    /// <typeparam name="T">What the result is.</typeparam>
    /// <param name="delay">From now; zero or less lets one tick pass and arms no timer.</param>
    /// <param name="result">What awaiting it gives.</param>
    public static LoopFuture<T> Sleep<T>(TimeSpan delay, T result)
    {
        EventLoop loop = EventLoop.Current;
        return delay <= TimeSpan.Zero ? new YieldFuture<T>(loop, result) : new SleepFuture<T>(loop, loop.DeadlineOf(delay), result);
    }
}
