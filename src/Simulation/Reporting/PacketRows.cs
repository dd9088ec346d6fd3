namespace Sim;

/// <summary>Tells in a story's row what became of a packet. What a draw brought about departs, what follows from a fault that lasts does not.</summary>
internal static class PacketRows
{
    public static StoryRow Of(Trace trace, TraceStep step, in PacketRecord packet)
    {
        string to = trace.HostName(packet.To);
        string from = trace.HostName(packet.From);
        string way = from == step.Host ? $"to {to}" : to == step.Host ? $"from {from}" : $"from {from} to {to}";
        string what = packet.Bytes > 0 ? $"{packet.Bytes:N0} bytes {way}" : $"a packet {way}";
        return packet.Departs ? new StoryRow(step, "network", what, Word(packet.Note)) : new StoryRow(step, "network", $"{what}: {Word(packet.Note)}", "");
    }

    /// <summary>What became of a packet.</summary>
    public static string Word(PacketNote note) => note switch
    {
        PacketNote.Lost => "lost",
        PacketNote.Doubled => "sent twice",
        PacketNote.Corrupted => "one bit flipped",
        PacketNote.Reordered => "held up",
        PacketNote.Dropped => "dropped by a rule",
        PacketNote.CutOff => "cut off",
        PacketNote.Held => "kept",
        PacketNote.Overflowed => "lost, the link's queue is full",
        _ => "lost, the receive buffer is full",
    };
}
