namespace Sim.Properties.Loops;

/// <summary>A clock and a selector in one: waiting moves the clock, and a loop that would wait without end is stopped.</summary>
internal sealed class ManualTime : IClock, ISelector
{
    public long Now { get; private set; }

    /// <summary>How many ticks of the loop began.</summary>
    public int Tick { get; private set; }

    public void Select(EventLoop loop, long timeout)
    {
        Tick++;
        if (timeout == Timeout.Infinite)
        {
            loop.Stop();
        }

        Now += Math.Max(0, timeout);
    }

    public void Wake()
    {
    }

    public void Dispose()
    {
    }
}
