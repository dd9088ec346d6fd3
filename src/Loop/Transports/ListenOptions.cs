namespace Sim.Transports;

/// <summary>How <see cref="ILoopNetwork.Listen"/> listens.</summary>
public sealed record ListenOptions
{
    private const int DefaultBacklog = 100;
    private readonly int _backlog = DefaultBacklog;

    /// <summary>Who decides which connections are let in, and keeps account of them: a server.</summary>
    /// <value>Default: null, which lets all of them in.</value>
    public IConnectionKeeper? Keeper { get; init; }

    /// <summary>How many connections may wait to be accepted.</summary>
    /// <value>At least 0; the machine may hold it lower. Default: 100.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Backlog
    {
        get => _backlog;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _backlog = value;
        }
    }

    /// <summary>Whether an address may be taken whose earlier connections are not forgotten yet (SO_REUSEADDR). Not used on Windows, where it means something else.</summary>
    /// <value>Default: true.</value>
    public bool ReuseAddress { get; init; } = true;

    /// <summary>Whether several listeners, of several loops, share the address and the machine spreads connections over them (SO_REUSEPORT). Linux and macOS only.</summary>
    /// <value>Default: false.</value>
    public bool ReusePort { get; init; }

    /// <summary>Whether a listener at an IPv6 address takes IPv4 connections as well.</summary>
    /// <value>Default: false.</value>
    public bool DualMode { get; init; }

    /// <summary>Whether small writes on accepted connections are sent at once rather than gathered (TCP_NODELAY).</summary>
    /// <value>Default: true.</value>
    public bool NoDelay { get; init; } = true;

    /// <summary>Whether the machine asks from time to time if the other end of an accepted connection is still there (SO_KEEPALIVE).</summary>
    /// <value>Default: false.</value>
    public bool KeepAlive { get; init; }
}
