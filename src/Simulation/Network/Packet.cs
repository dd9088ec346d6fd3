namespace Sim;

/// <summary>A packet about to be sent from one host to another, as a rule sees it.</summary>
public readonly ref struct Packet
{
    internal Packet(NetworkNode from, NetworkNode to, PacketKind kind, int length, ReadOnlySpan<byte> content)
    {
        From = from.Name;
        To = to.Name;
        Kind = kind;
        Length = length;
        Content = content;
    }

    /// <summary>The name of the host that sends it.</summary>
    public string From { get; }

    /// <summary>The name of the host to which it goes; never the same.</summary>
    public string To { get; }

    /// <summary>What it carries.</summary>
    public PacketKind Kind { get; }

    /// <summary>How many bytes, headers apart.</summary>
    public int Length { get; }

    /// <summary>The bytes of a datagram; empty for other packets.</summary>
    public ReadOnlySpan<byte> Content { get; }
}
