using System.Net;
using System.Net.Sockets;
using Sim;

// A server that sends back what it receives, with so few descriptors that its clients can use them up. Says its port first, then each time that none is left:
// by then there must be some to open a file with.
EventLoop.Run(ServeAsync);

static async Task ServeAsync()
{
    EventLoop loop = EventLoop.Current;
    loop.SetExceptionHandler(Tell);
    await using LoopServer server = await loop.StartServerAsync(EchoAsync, new IPEndPoint(IPAddress.Loopback, 0), new ServerOptions { Listen = new() { Backlog = 1024 } });
    Console.WriteLine(((IPEndPoint)server.LocalEndPoint).Port);
    await server.ServeForeverAsync();
}

static void Tell(LoopErrorContext error)
{
    using var file = File.OpenHandle("/dev/null");
    Console.WriteLine(error.Exception is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } ? "none left" : error.ToString());
}

static async Task EchoAsync(StreamConnection connection)
{
    (AsyncStreamReader reader, AsyncStreamWriter writer) = connection;
    var buffer = new byte[16];
    while (await reader.ReadAsync(buffer) is > 0 and int count)
    {
        writer.Write(buffer.AsSpan(0, count));
    }

    writer.Close();
}
