using System.Net;

namespace Sim.Transports;

/// <summary>The protocol of a datagram socket.</summary>
public interface IDatagramProtocol : IProtocol
{
    /// <summary>A datagram has arrived.</summary>
    /// <param name="data">All of it, possibly nothing. Valid until the call returns: the memory is the loop's and used again.</param>
    /// <param name="from">Who sent it.</param>
    void DatagramReceived(ReadOnlySpan<byte> data, EndPoint from);

    /// <summary>Sending or receiving failed, because nobody listens there, say. The transport lives on.</summary>
    /// <param name="error">What the machine said.</param>
    void ErrorReceived(Exception error)
    {
    }
}
