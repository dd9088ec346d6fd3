using System.Net;
using Sim.Transports;

namespace Sim.Peers;

/// <summary>A server that sends back what it receives, on the loop's protocols, until it is interrupted.</summary>
internal static class EchoServer
{
    public static int Serve(int port) => EventLoop.Run(async () =>
    {
        EventLoop loop = EventLoop.Current;
        using ITransportListener listener = loop.Network.Listen(new IPEndPoint(IPAddress.Loopback, port), static () => new Echo(), new ListenOptions { Backlog = 1024 });
        await new LoopFuture<int>(loop);
        return 0;
    });

    /// <summary>Waits for the other side where it does not read as fast as it writes.</summary>
    private sealed class Echo : IStreamProtocol
    {
        private IStreamTransport _transport = null!;

        public void ConnectionMade(ITransport transport) => _transport = (IStreamTransport)transport;

        public void DataReceived(ReadOnlySpan<byte> data) => _transport.Write(data);

        public void PauseWriting() => _transport.PauseReading();

        public void ResumeWriting() => _transport.ResumeReading();

        public void ConnectionLost(Exception? error)
        {
        }
    }
}
