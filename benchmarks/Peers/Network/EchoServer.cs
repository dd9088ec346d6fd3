using System.Net;
using Sim.Transports;

namespace Sim.Peers;

/// <summary>A server that sends back what it receives, on the loop's protocols, until it is interrupted.</summary>
internal static class EchoServer
{
    private static readonly ListenOptions s_listen = new() { Backlog = 1024 };

    /// <param name="port">At which it listens; 0 for any that is free.</param>
    /// <param name="loops">On how many loops; a single one runs on the calling thread.</param>
    public static int Serve(int port, int loops)
    {
        var address = new IPEndPoint(IPAddress.Loopback, port);
        return loops == 1 ? ServeFromOne(address) : ServeFrom(loops, address);
    }

    private static int ServeFromOne(IPEndPoint address) => EventLoop.Run(async () =>
    {
        EventLoop loop = EventLoop.Current;
        using ITransportListener listener = loop.Network.Listen(address, static () => new Echo(), s_listen);
        await new LoopFuture<int>(loop);
        return 0;
    });

    private static int ServeFrom(int loops, IPEndPoint address)
    {
        using var group = new LoopGroup(loops);
        group.CreateServerAsync(static _ => new Echo(), address, new ServerOptions { Listen = s_listen }).GetAwaiter().GetResult();
        group.Completion.GetAwaiter().GetResult();
        return 0;
    }

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
