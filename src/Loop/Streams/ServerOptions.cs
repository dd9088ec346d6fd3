using System.Net.Security;
using Sim.Transports;

namespace Sim;

/// <summary>How a server serves: see <see cref="EventLoop.StartServerAsync(Func{StreamConnection, Task}, System.Net.EndPoint, ServerOptions?)"/>.</summary>
public sealed record ServerOptions
{
    private readonly int _limit = AsyncStreamReader.DefaultLimit;
    private readonly int? _maxConnections;

    /// <summary>How it listens.</summary>
    /// <value>Default: the values of <see cref="ListenOptions"/>.</value>
    public ListenOptions Listen { get; init; } = new();

    /// <summary>How many connections it has at most; further ones are reset as they come, and the loop's exception handler is warned once.</summary>
    /// <value>At least 1. Default: null, as many as come.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? MaxConnections
    {
        get => _maxConnections;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1);
            _maxConnections = value;
        }
    }

    /// <summary>For servers of streams: the <see cref="AsyncStreamReader.Limit"/> of each connection.</summary>
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

    /// <summary>Serves over TLS, with this certificate and what else is in it.</summary>
    /// <value>Default: null, no TLS. Not simulated.</value>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>How long a TLS handshake may take before the connection is aborted.</summary>
    /// <value>Default: 60 seconds.</value>
    public TimeSpan TlsHandshakeTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
