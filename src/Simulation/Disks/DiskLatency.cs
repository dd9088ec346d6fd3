namespace Sim;

/// <summary>How long the operations of a simulated disk take, in virtual time.</summary>
/// <remarks>One whose least and greatest time are zero is done at once, in the step that asks for it.</remarks>
public sealed record DiskLatency
{
    /// <summary>The time of a read.</summary>
    /// <value>Default zero: from the cache.</value>
    public LatencyRange Read { get; init; }

    /// <summary>The time of a write or a new length.</summary>
    /// <value>Default zero: to the cache.</value>
    public LatencyRange Write { get; init; }

    /// <summary>The time of a flush, of a file or a directory.</summary>
    /// <value>Default 1 ms.</value>
    public LatencyRange Flush { get; init; } = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));

    /// <summary>The time of opening, renaming, deleting, listing, and of making a directory.</summary>
    /// <value>Default zero: from the cache.</value>
    public LatencyRange Names { get; init; }
}
