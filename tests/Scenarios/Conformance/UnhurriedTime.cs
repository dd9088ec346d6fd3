namespace Sim.Scenarios.Conformance;

/// <summary>
/// A loop's time that passes only while the loop waits, and never further than it meant to wait: the machine's own selector waits for real, but what the
/// machine takes away from the loop's thread, between two statements or at the end of a wait, is no time at all. Which of two timers is first is then a
/// matter of what they were set to, and not of how fast the machine is.
/// </summary>
internal sealed class UnhurriedTime : IClock, ISelector
{
    private readonly ISelector _inner = OperatingSystem.IsLinux() ? LoopSelectors.Epoll() : LoopSelectors.Portable();

    private UnhurriedTime()
    {
    }

    /// <summary>From somewhere, as a machine's.</summary>
    public long Now { get; private set; } = TimeSpan.TicksPerDay;

    /// <summary>The options, with such a time.</summary>
    public static EventLoopOptions Of(EventLoopOptions options)
    {
        var time = new UnhurriedTime();
        return options with { Clock = time, Selector = time };
    }

    public void Select(EventLoop loop, long timeout)
    {
        long start = TimeProvider.System.GetTimestamp();
        _inner.Select(loop, timeout);
        long passed = TimeProvider.System.GetElapsedTime(start).Ticks;
        Now += timeout < 0 ? passed : Math.Min(passed, timeout);
    }

    public void Wake() => _inner.Wake();

    public void Dispose() => _inner.Dispose();
}
