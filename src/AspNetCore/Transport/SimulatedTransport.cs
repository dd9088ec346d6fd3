using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Sim.AspNetCore;

/// <summary>What Kestrel listens with, in place of sockets.</summary>
internal sealed class SimulatedTransport(SimulatedNetwork network, Heartbeat heartbeat) : IConnectionListenerFactory
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (endpoint is not IPEndPoint at)
        {
            throw new NotSupportedException($"The endpoint {endpoint} is no IP address and port: the simulated network has no others.");
        }

        try
        {
            return new(new TransportListener(network.Listen(at.Port, at.Address), heartbeat));
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(taken.Message, taken);
        }
    }
}
