using System.Net;

namespace Sim.Transports;

/// <summary>How <see cref="ILoopNetwork.ConnectAsync"/> connects.</summary>
public sealed record ConnectOptions
{
    /// <summary>This end's address.</summary>
    /// <value>Default: null, which lets the machine choose.</value>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>Whether small writes are sent at once rather than gathered (TCP_NODELAY).</summary>
    /// <value>Default: true.</value>
    public bool NoDelay { get; init; } = true;

    /// <summary>Whether the machine asks from time to time if the other end is still there (SO_KEEPALIVE).</summary>
    /// <value>Default: false.</value>
    public bool KeepAlive { get; init; }
}
