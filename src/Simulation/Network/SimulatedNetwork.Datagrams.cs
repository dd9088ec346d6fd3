using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <content>Datagrams.</content>
public sealed partial class SimulatedNetwork
{
    /// <summary>Binds a datagram socket (UDP) to a port of the calling host, at all of its addresses. Ports of listeners are others.</summary>
    /// <param name="port">From 1 to 65,535, or 0 for a free one from 49,152 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such port.</exception>
    /// <exception cref="SocketException">
    /// A socket is bound to the port (<see cref="SocketError.AddressAlreadyInUse"/>), or the host has 256 (<see cref="SocketError.TooManyOpenSockets"/>).
    /// </exception>
    public SimulatedDatagramSocket BindDatagram(int port = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        _fabric.ThrowIfOver();
        NetworkNode node = _fabric.CurrentNode;
        node.ThrowIfDown();
        var socket = new SimulatedDatagramSocket(this, _fabric, node, port == 0 ? node.NextDatagramPort() : port);
        node.Add(socket);
        _fabric.NoteListening(node);
        return socket;
    }
}
