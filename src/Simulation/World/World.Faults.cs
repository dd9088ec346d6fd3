namespace Sim;

/// <content>Faults: what may go wrong in the run, and the sites at which it does.</content>
internal sealed partial class World
{
    /// <summary>How likely a timer is to be late, in a run whose timers are.</summary>
    private const double LateTimers = 0.25;

    /// <summary>How many delays a late timer chooses from, each twice the one before.</summary>
    private const int TimerLevels = 8;

    private FaultSettings? _faultSettings;
    private FaultSites? _faultSites;

    /// <summary>What may go wrong in the run.</summary>
    public FaultSettings Faults => _faultSettings ??= new FaultSettings(this);

    /// <summary>The fault sites that the run has met.</summary>
    public FaultSites FaultSites => _faultSites ??= new FaultSites(this, Faults);

    /// <summary>Whether a step runs, and the code that asks belongs to a host that is up.</summary>
    public bool IsInLiveStep => IsInStep && !_host.IsRetired && (_down == 0 || !CurrentOwner.IsRetired);

    private void ResetFaults() => (_faultSettings, _faultSites) = (null, null);

    /// <summary>How much too late a timer that is armed now fires, in ticks.</summary>
    private long DrawTimerFuzz()
    {
        if (_faultSettings is not { TimerFuzz.Ticks: > 0 and var most } settings || _isDiscarding || IsOver)
        {
            return 0;
        }

        if (!settings.Exists(FaultKinds.TimerFuzz) || !DrawChance(ChoiceDomain.Fault, LateTimers))
        {
            return 0;
        }

        long late = most >> (TimerLevels - 1 - Draw(ChoiceDomain.Fault, TimerLevels));
        Log($"a timer fires {TimeSpan.FromTicks(late).TotalMilliseconds:0.###} ms late", LineKind.Fault);
        return late;
    }
}
