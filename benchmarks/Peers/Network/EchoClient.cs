using System.Net;
using Sim.Transports;

namespace Sim.Peers;

/// <summary>A client that sends a number and waits for it to come back.</summary>
internal sealed class EchoClient : IStreamProtocol
{
    private static long s_number;

    private readonly byte[] _received = new byte[sizeof(long)];
    private int _count;
    private long _sent;

    public IStreamTransport Transport { get; private set; } = null!;

    /// <summary>Whether it is the number that was sent; false as well where the connection ended before.</summary>
    public LoopFuture<bool> Answer { get; private set; } = new();

    public LoopFuture<bool> Gone { get; } = new();

    public static async Task<EchoClient> Connect(EndPoint server, CancellationToken cancellation = default)
    {
        var client = new EchoClient();
        await EventLoop.Current.Network.ConnectAsync(server, () => client, cancellation: cancellation);
        return client;
    }

    public void Ask()
    {
        (_count, _sent, Answer) = (0, ++s_number, new LoopFuture<bool>());
        Transport.Write(BitConverter.GetBytes(_sent));
    }

    public void ConnectionMade(ITransport transport) => Transport = (IStreamTransport)transport;

    public void DataReceived(ReadOnlySpan<byte> data)
    {
        data[..Math.Min(data.Length, _received.Length - _count)].CopyTo(_received.AsSpan(_count));
        _count += data.Length;
        if (_count >= _received.Length)
        {
            Answer.TrySetResult(_count == _received.Length && BitConverter.ToInt64(_received) == _sent);
        }
    }

    public void ConnectionLost(Exception? error)
    {
        Answer.TrySetResult(false);
        Gone.TrySetResult(true);
    }
}
