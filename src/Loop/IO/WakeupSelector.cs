namespace Sim;

/// <summary>A selector that knows no I/O: it waits for time and for wake-ups. Portable.</summary>
internal sealed class WakeupSelector : ISelector
{
    private readonly ManualResetEventSlim _wake = new();

    public void Select(EventLoop loop, long timeout)
    {
        if (timeout != 0)
        {
            _wake.Wait(ToMilliseconds(timeout));
        }

        _wake.Reset();
    }

    public void Wake() => _wake.Set();

    public void Dispose() => _wake.Dispose();

    /// <summary>Rounds up, so that a timer is never early and the loop does not spin through its last fraction.</summary>
    private static int ToMilliseconds(long ticks)
    {
        const long Longest = 24 * TimeSpan.TicksPerHour;
        return ticks < 0 ? Timeout.Infinite : (int)((Math.Min(ticks, Longest) + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
    }
}
