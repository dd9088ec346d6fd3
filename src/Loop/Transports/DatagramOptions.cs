namespace Sim.Transports;

/// <summary>How <see cref="ILoopNetwork.OpenDatagram"/> opens a socket.</summary>
public sealed record DatagramOptions
{
    /// <summary>Whether datagrams may be sent to broadcast addresses (SO_BROADCAST).</summary>
    /// <value>Default: false.</value>
    public bool AllowBroadcast { get; init; }

    /// <summary>Whether several sockets share the address and the machine spreads datagrams over them (SO_REUSEPORT). Linux and macOS only.</summary>
    /// <value>Default: false.</value>
    public bool ReusePort { get; init; }

    /// <summary>Whether a socket with an IPv6 address speaks with IPv4 ones as well.</summary>
    /// <value>Default: false.</value>
    public bool DualMode { get; init; }
}
