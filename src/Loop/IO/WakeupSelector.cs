namespace Sim;

/// <summary>A selector that knows no I/O: it waits for time and for wake-ups. Portable.</summary>
internal sealed class WakeupSelector : ISelector
{
    /// <summary>Without spinning: a loop that waits has nothing to do, and its core may have.</summary>
    private readonly ManualResetEventSlim _wake = new(initialState: false, spinCount: 0);

    public void Select(EventLoop loop, long timeout)
    {
        if (timeout != 0)
        {
            _wake.Wait(ToMilliseconds(timeout));
        }

        if (_wake.IsSet)
        {
            _wake.Reset();
        }
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
