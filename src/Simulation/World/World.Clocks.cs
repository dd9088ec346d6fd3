using Sim.Capture;

namespace Sim;

/// <content>The clocks of hosts: which one a step sees, and when a timer of a host is due.</content>
internal sealed partial class World
{
    /// <summary>The clock that the process's clocks show in steps; null for the world's own.</summary>
    private HostClock? _shownClock;

    /// <summary>The clock of a host is no longer what it was.</summary>
    public void NoteClock(int host, HostClock clock)
    {
        _owners[host].Clock = clock;
        if (_host.Index == host)
        {
            ShowClock(clock);
        }
    }

    private void ShowClock(HostClock? clock)
    {
        _shownClock = clock;
        ClockHook.Show(clock?.Wall ?? Clock.Now, clock?.Elapsed ?? Clock.Now, _spec.Options.StartTime);
    }

    /// <summary>When so many ticks will have passed on a host.</summary>
    private long After(HostOwner host, long ticks) => host.Clock is { } clock ? clock.After(ticks) : Clock.Now + ticks;
}
