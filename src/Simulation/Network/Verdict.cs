namespace Sim;

/// <summary>What becomes of a packet.</summary>
public readonly record struct Verdict
{
    private Verdict(VerdictKind kind, long after = 0, long late = 0, PacketNote note = default, NetworkFault? keeper = null)
    {
        Kind = kind;
        After = after;
        Late = late;
        Note = note;
        Keeper = keeper;
    }

    /// <summary>Of a rule: somebody else says.</summary>
    public static Verdict Pass => default;

    /// <summary>The packet is lost. A stream sends it again later.</summary>
    public static Verdict Drop => new(VerdictKind.Drop, note: PacketNote.Dropped);

    /// <summary>Whether it arrives.</summary>
    internal bool Delivers => Kind == VerdictKind.Deliver;

    internal VerdictKind Kind { get; }

    /// <summary>How many ticks later it arrives.</summary>
    internal long After { get; }

    /// <summary>How many ticks of that a draw added to the least.</summary>
    internal long Late { get; }

    /// <summary>What the trace tells of it.</summary>
    internal PacketNote Note { get; }

    /// <summary>Who keeps it, and sends it on at the end.</summary>
    internal NetworkFault? Keeper { get; }

    /// <summary>The packet arrives so much later, whatever the link's options say.</summary>
    /// <param name="after">From zero to an hour.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public static Verdict Deliver(TimeSpan after) => Deliver(LatencyDistribution.Check(after, nameof(after)).Ticks, 0);

    internal static Verdict Deliver(long after, long late, PacketNote note = default) => new(VerdictKind.Deliver, after, late, note);

    internal static Verdict Lose(PacketNote why) => new(VerdictKind.Drop, note: why);

    internal static Verdict Hold(NetworkFault keeper) => new(VerdictKind.Hold, note: PacketNote.Held, keeper: keeper);
}

/// <summary>Kinds of verdicts.</summary>
internal enum VerdictKind
{
    /// <summary>None yet.</summary>
    Pass,

    /// <summary>The packet arrives.</summary>
    Deliver,

    /// <summary>It is lost.</summary>
    Drop,

    /// <summary>It waits until a fault is over.</summary>
    Hold,
}
