namespace Sim;

/// <summary>What the fabric says of a packet.</summary>
internal readonly record struct Verdict
{
    private Verdict(long after)
    {
        After = after;
    }

    /// <summary>How many ticks later the packet arrives.</summary>
    public long After { get; }

    /// <summary>The packet arrives.</summary>
    public static Verdict Deliver(long after) => new(after);
}
