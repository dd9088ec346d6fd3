using System.Buffers.Binary;

namespace Gossip;

/// <summary>What a datagram says. Ten bytes, and five for each rumor that rides along.</summary>
public readonly ref struct Message
{
    /// <summary>The most rumors that one message carries.</summary>
    public const int MostRumors = 8;

    /// <summary>The most bytes of a message.</summary>
    public const int MostBytes = Header + (MostRumors * RumorBytes);

    private const int Header = 10;
    private const int RumorBytes = 5;

    private readonly ReadOnlySpan<byte> _bytes;

    private Message(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>What it wants.</summary>
    public MessageKind Kind => (MessageKind)_bytes[0];

    /// <summary>Who sent it.</summary>
    public ushort Sender => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[1..]);

    /// <summary>The number of the probe, which the answer repeats.</summary>
    public uint Probe => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[3..]);

    /// <summary>Who is to be probed for the sender.</summary>
    public ushort Target => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[7..]);

    /// <summary>How many rumors ride along.</summary>
    public int Rumors => _bytes[9];

    /// <summary>A rumor that rides along.</summary>
    public Rumor this[int index]
    {
        get
        {
            ReadOnlySpan<byte> bytes = _bytes[(Header + (index * RumorBytes))..];
            return new Rumor(BinaryPrimitives.ReadUInt16LittleEndian(bytes), (PeerState)bytes[2], BinaryPrimitives.ReadUInt16LittleEndian(bytes[3..]));
        }
    }

    /// <summary>Reads a datagram.</summary>
    /// <returns>False for one that is none of ours, or damaged.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Message message)
    {
        message = new Message(bytes);
        return bytes.Length >= Header
            && message.Kind <= MessageKind.ProbeForMe
            && message.Rumors <= MostRumors
            && bytes.Length == Header + (message.Rumors * RumorBytes);
    }

    /// <summary>Writes a message.</summary>
    /// <returns>How many bytes it has.</returns>
    public static int Write(Span<byte> bytes, MessageKind kind, ushort sender, uint probe, ushort target, ReadOnlySpan<Rumor> rumors)
    {
        bytes[0] = (byte)kind;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[1..], sender);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[3..], probe);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[7..], target);
        bytes[9] = (byte)rumors.Length;
        int at = Header;
        foreach (Rumor rumor in rumors)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], rumor.Member);
            bytes[at + 2] = (byte)rumor.State;
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[(at + 3)..], rumor.Incarnation);
            at += RumorBytes;
        }

        return at;
    }
}

/// <summary>What a message wants.</summary>
public enum MessageKind : byte
{
    /// <summary>Are you there?</summary>
    Probe,

    /// <summary>I am, or: the one for whom you asked is.</summary>
    Answer,

    /// <summary>Probe somebody for me.</summary>
    ProbeForMe,
}
