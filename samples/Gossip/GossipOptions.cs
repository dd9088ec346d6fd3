namespace Gossip;

/// <summary>The times and counts of the protocol.</summary>
public sealed record GossipOptions
{
    /// <summary>How often a member probes another; also how long it waits for an answer, its own or one that others get for it.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many others it asks.</summary>
    public int Helpers { get; init; } = 3;

    /// <summary>How many periods a suspect has to speak up before it is taken for dead.</summary>
    public int SuspicionPeriods { get; init; } = 5;

    /// <summary>Every how many periods a dead member is probed, in case it was only cut off.</summary>
    public int DeadProbeEvery { get; init; } = 4;
}
