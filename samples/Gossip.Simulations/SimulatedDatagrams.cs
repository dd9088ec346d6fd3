using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sim;

namespace Gossip.Simulations;

/// <summary>A simulated socket as a member sees it.</summary>
public sealed class SimulatedDatagrams(SimulatedDatagramSocket socket) : IDatagrams
{
    /// <inheritdoc />
    public void Send(ReadOnlySpan<byte> datagram, IPEndPoint to) => socket.Send(datagram, to);

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            return (await socket.ReceiveAsync(buffer)).Length;
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            return -1;
        }
    }

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();
}
