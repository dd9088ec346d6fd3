namespace Sim.Scenarios.Conformance;

/// <summary>What the bodies of conformance tests are made of.</summary>
internal static class Bodies
{
    /// <summary>Much longer than any test takes.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public static EventLoop TheLoop => EventLoop.Current;

    public static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    public static T[] Of<T>(params T[] items) => items;

    /// <summary>Lets one tick pass.</summary>
    public static LoopFuture Tick() => LoopTask.Sleep(TimeSpan.Zero);

    public static async Task Ticks(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Tick();
        }
    }

    /// <summary>Sleeps, then returns.</summary>
    public static async Task<T> After<T>(TimeSpan delay, T result)
    {
        await LoopTask.Sleep(delay);
        return result;
    }

    /// <summary>Sleeps, then throws.</summary>
    public static async Task Throws(TimeSpan delay, Exception exception)
    {
        await LoopTask.Sleep(delay);
        throw exception;
    }

    public static async Task SleepLong() => await LoopTask.Sleep(Long);

    /// <summary>What awaiting it throws.</summary>
    public static Task<TException> Thrown<TException>(LoopFuture future)
        where TException : Exception => Assert.ThrowsAnyAsync<TException>(async () => await future);
}
