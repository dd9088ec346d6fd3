using System.Net.Security;
using Sim.Transports;

namespace Sim;

/// <summary>How a connection is made: see <see cref="EventLoop.OpenConnectionAsync(System.Net.EndPoint, ConnectionOptions?, CancellationToken)"/>.</summary>
public sealed record ConnectionOptions
{
    private readonly int _limit = AsyncStreamReader.DefaultLimit;

    /// <summary>How each address is connected to.</summary>
    /// <value>Default: the values of <see cref="ConnectOptions"/>.</value>
    public ConnectOptions Connect { get; init; } = new();

    /// <summary>
    /// Where a name has several addresses: after how long the next one is tried beside those that have not answered (RFC 8305, happy eyeballs). The first to
    /// answer is taken. One that fails starts the next at once.
    /// </summary>
    /// <value>Default: 250 ms. Null tries one after another.</value>
    public TimeSpan? HappyEyeballsDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether, where no address answers, an <see cref="AggregateException"/> with the exception of each is thrown, rather than one that speaks for all.</summary>
    /// <value>Default: false.</value>
    public bool ThrowsAllErrors { get; init; }

    /// <summary>For streams: the <see cref="AsyncStreamReader.Limit"/>.</summary>
    /// <value>In bytes, at least 1. Default: <see cref="AsyncStreamReader.DefaultLimit"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Limit
    {
        get => _limit;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _limit = value;
        }
    }

    /// <summary>Speaks TLS, with these options; without a <see cref="SslClientAuthenticationOptions.TargetHost"/> the name that is connected to counts.</summary>
    /// <value>Default: null, no TLS. Not simulated.</value>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>How long a TLS handshake may take before the connection is aborted.</summary>
    /// <value>Default: 60 seconds.</value>
    public TimeSpan TlsHandshakeTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
