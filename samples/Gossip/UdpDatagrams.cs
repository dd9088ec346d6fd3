using System.Net;
using System.Net.Sockets;

namespace Gossip;

/// <summary>A UDP socket of the machine.</summary>
public sealed class UdpDatagrams : IDatagrams
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    /// <summary>Binds to an address and a port.</summary>
    public UdpDatagrams(IPEndPoint local) => _socket.Bind(local);

    /// <inheritdoc />
    public void Send(ReadOnlySpan<byte> datagram, IPEndPoint to)
    {
        try
        {
            _socket.SendTo(datagram, to);
        }
        catch (SocketException)
        {
            // As good as lost: who is not answered draws the conclusion.
        }
    }

    /// <inheritdoc />
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            SocketReceiveFromResult received = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
            return received.ReceivedBytes;
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            return -1;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();
}
