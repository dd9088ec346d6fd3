namespace Sim;

/// <summary>A piece of one direction of a connection, on its way; its bytes are in the flow's ring.</summary>
/// <param name="Kind">What it carries.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="Arrival">When it is there; it may have to wait for an earlier one. <see cref="Lost"/> where it must be sent again.</param>
/// <param name="Late">How many ticks longer than the least it is on its way.</param>
/// <param name="Sent">The step that sent it, the last time.</param>
internal readonly record struct Segment(SegmentKind Kind, int Length, long Arrival, long Late, int Sent)
{
    /// <summary>The arrival of what is lost.</summary>
    public const long Lost = long.MaxValue;

    /// <summary>Whether it must be sent again.</summary>
    public bool IsLost => Arrival == Lost;
}

/// <summary>What a segment carries.</summary>
internal enum SegmentKind
{
    /// <summary>The answer to a request for a connection: it is open.</summary>
    Open,

    /// <summary>Bytes.</summary>
    Data,

    /// <summary>The end: no bytes will follow.</summary>
    End,
}
