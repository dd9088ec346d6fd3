namespace OrderDesk;

/// <summary>How a desk is staffed and how patient it is.</summary>
public sealed record DeskOptions
{
    /// <summary>How many workers handle orders.</summary>
    public int Workers { get; init; } = 3;

    /// <summary>How many payments may run at once.</summary>
    public int Terminals { get; init; } = 2;

    /// <summary>How often the warehouse is asked for its counts.</summary>
    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a payment is tried again when the bank is busy.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>How long to wait before the first retry; the wait doubles each time.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether intake and reservations let one order in at a time.</summary>
    public bool Guarded { get; init; }
}
