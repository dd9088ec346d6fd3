using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Sim.AspNetCore;

/// <summary>Accepts connections for Kestrel.</summary>
internal sealed class TransportListener(SimulatedListener listener, Heartbeat heartbeat) : IConnectionListener
{
    private bool _isUnbound;

    public EndPoint EndPoint => listener.LocalEndPoint;

    /// <returns>The next connection, or null once it no longer listens.</returns>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        if (_isUnbound)
        {
            return null;
        }

        try
        {
            SimulatedConnection connection = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
            return new TransportConnection(connection, heartbeat);
        }
        catch (SocketException ended) when (ended.SocketErrorCode == SocketError.OperationAborted)
        {
            return null;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _isUnbound = true;
        return listener.DisposeAsync();
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
