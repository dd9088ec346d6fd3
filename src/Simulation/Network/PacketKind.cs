namespace Sim;

/// <summary>What a packet carries.</summary>
public enum PacketKind
{
    /// <summary>A datagram.</summary>
    Datagram,

    /// <summary>A request for a connection.</summary>
    Connect,

    /// <summary>The answer to a request for a connection: that it is open, or refused.</summary>
    Answer,

    /// <summary>Bytes of a stream, or its end.</summary>
    Segment,

    /// <summary>News from the receiver of a stream that there is room again.</summary>
    WindowUpdate,

    /// <summary>The end of a connection of which the sender knows nothing any more.</summary>
    Reset,

    /// <summary>The answer to a datagram for a port to which nothing is bound. Only a transport that is connected to that port is sent it.</summary>
    Refusal,
}
