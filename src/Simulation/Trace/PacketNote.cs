namespace Sim;

/// <summary>What the trace tells of a packet that did not just arrive.</summary>
internal enum PacketNote
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A draw lost it.</summary>
    Lost,

    /// <summary>A draw doubled it.</summary>
    Doubled,

    /// <summary>A draw flipped one of its bits.</summary>
    Corrupted,

    /// <summary>A draw held it up.</summary>
    Reordered,

    /// <summary>A rule dropped it.</summary>
    Dropped,

    /// <summary>A partition is in the way.</summary>
    CutOff,

    /// <summary>A link that is held, or a host that is clogged, keeps it.</summary>
    Held,

    /// <summary>Too many bytes wait for the link.</summary>
    Overflowed,

    /// <summary>Too many bytes wait for their reader.</summary>
    Unread,
}

/// <summary>A packet of which there is something to tell.</summary>
/// <param name="Step">The step that sent it, or in which it arrived.</param>
/// <param name="Note">What there is to tell.</param>
/// <param name="From">The index of the host that sent it.</param>
/// <param name="To">The index of the host to which it goes.</param>
/// <param name="Bytes">How many bytes it carries.</param>
internal readonly record struct PacketRecord(int Step, PacketNote Note, int From, int To, int Bytes)
{
    /// <summary>Whether a draw brought it about.</summary>
    public bool Departs => Note is PacketNote.Lost or PacketNote.Doubled or PacketNote.Corrupted or PacketNote.Reordered;
}
