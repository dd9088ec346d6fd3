using System.Net;

namespace Sim.Transports;

/// <summary>A datagram socket.</summary>
public interface IDatagramTransport : ITransport
{
    /// <summary>Sends a datagram, or queues it where the machine has no room now. What fails is told to <see cref="IDatagramProtocol.ErrorReceived"/>.</summary>
    /// <param name="data">All of the datagram; may be empty.</param>
    /// <param name="to">To whom; null for the address that the socket is connected to.</param>
    /// <exception cref="ArgumentException">The socket is connected, and <paramref name="to"/> is another address; or it is not, and there is none.</exception>
    void Send(ReadOnlySpan<byte> data, EndPoint? to = null);
}
