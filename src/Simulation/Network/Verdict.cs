namespace Sim;

/// <summary>What the fabric says of a packet.</summary>
internal readonly record struct Verdict
{
    private Verdict(long after, long late)
    {
        After = after;
        Late = late;
    }

    /// <summary>How many ticks later the packet arrives.</summary>
    public long After { get; }

    /// <summary>How many ticks of that are more than the least.</summary>
    public long Late { get; }

    /// <summary>The packet arrives.</summary>
    public static Verdict Deliver(long after, long late = 0) => new(after, late);
}
