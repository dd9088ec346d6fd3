using System.Net;
using System.Net.Sockets;

namespace Sim.Transports;

/// <summary>
/// The network that a loop's code uses: the machine's sockets, or in a simulation the simulated one of the host whose code it is
/// (<see cref="EventLoop.Network"/>). Call it on the loop's thread.
/// </summary>
public interface ILoopNetwork
{
    /// <summary>Connects to one address; names and several addresses are for those above.</summary>
    /// <param name="remote">An <see cref="IPEndPoint"/> or, where supported, a <see cref="UnixDomainSocketEndPoint"/>.</param>
    /// <param name="protocol">Called once, when the connection is there, for what is told of it: an <see cref="IStreamProtocol"/> or <see cref="IBufferedProtocol"/>.</param>
    /// <param name="options">Default: the values of <see cref="ConnectOptions"/>.</param>
    /// <param name="cancellation">Gives up and frees the socket, as long as the connection is not there.</param>
    /// <returns>The transport, after <see cref="IProtocol.ConnectionMade"/>. Faults with a <see cref="SocketException"/> where no connection comes about.</returns>
    /// <exception cref="ArgumentException">An address of a kind that this network does not know.</exception>
    Task<IStreamTransport> ConnectAsync(EndPoint remote, Func<IProtocol> protocol, ConnectOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Listens at an address, from now on.</summary>
    /// <param name="local">An <see cref="IPEndPoint"/> (port 0: any that is free) or, where supported, a <see cref="UnixDomainSocketEndPoint"/>.</param>
    /// <param name="protocol">Called for each connection, for what is told of it: an <see cref="IStreamProtocol"/> or <see cref="IBufferedProtocol"/>.</param>
    /// <param name="options">Default: the values of <see cref="ListenOptions"/>.</param>
    /// <exception cref="SocketException">The address is in use, or not of this host.</exception>
    /// <exception cref="ArgumentException">An address of a kind that this network does not know.</exception>
    ITransportListener Listen(EndPoint local, Func<IProtocol> protocol, ListenOptions? options = null);

    /// <summary>The addresses of a host, in the order in which to try them. Does not keep the loop.</summary>
    /// <param name="host">A name, or an address as text.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <returns>At least one. Faults with a <see cref="SocketException"/> where the name is unknown.</returns>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation = default);

    /// <summary>Opens a datagram socket.</summary>
    /// <param name="local">Its own address; null for any.</param>
    /// <param name="remote">The only address to which it sends and from which it receives; null for all.</param>
    /// <param name="protocol">Called once, for what is told of it.</param>
    /// <param name="options">Default: the values of <see cref="DatagramOptions"/>.</param>
    /// <returns>The transport; <see cref="IProtocol.ConnectionMade"/> is called in the next tick.</returns>
    /// <exception cref="SocketException">The address is in use, or not of this host.</exception>
    /// <exception cref="ArgumentException">Both addresses are null, or of different families.</exception>
    IDatagramTransport OpenDatagram(EndPoint? local, EndPoint? remote, Func<IDatagramProtocol> protocol, DatagramOptions? options = null);
}
