using System.Net;

namespace Gossip;

/// <summary>A datagram socket: what a member needs of the network.</summary>
public interface IDatagrams : IDisposable
{
    /// <summary>Sends a datagram, which may be lost.</summary>
    void Send(ReadOnlySpan<byte> datagram, IPEndPoint to);

    /// <summary>Waits for a datagram, and copies it into the buffer.</summary>
    /// <returns>How many bytes it has; -1 once the socket is closed.</returns>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer);
}
