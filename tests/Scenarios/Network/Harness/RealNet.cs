using System.Net;
using System.Net.Sockets;

namespace Sim.Scenarios.Network;

/// <summary>Sockets of the machine, over its loopback.</summary>
internal sealed class RealNet : INet
{
    public int MoreThanFits => 32 << 20;

    public Task<IDoor> ListenAsync() => Task.FromResult<IDoor>(new Door());

    public async Task ConnectToNobodyAsync()
    {
        int port;
        using (var door = new Door())
        {
            port = door.Port;
        }

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
    }

    private sealed class Door : IDoor
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Door() => _listener.Start();

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async Task<IEnd> AcceptAsync(CancellationToken token) => new End(await _listener.AcceptSocketAsync(token));

        public async Task<IEnd> ConnectAsync(CancellationToken token)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, Port, token);
            return new End(socket);
        }

        public void Dispose() => _listener.Dispose();
    }

    private sealed class End(Socket socket) : IEnd
    {
        public Stream Stream { get; } = new NetworkStream(socket, ownsSocket: true);

        public void CompleteWrites() => socket.Shutdown(SocketShutdown.Send);

        public void Reset()
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }

        public void Close() => socket.Dispose();

        public void Dispose() => Stream.Dispose();
    }
}
