using System.Net;

namespace Sim.Peers;

/// <summary>A server that sends back what it receives, on the loop's streams, until it is interrupted.</summary>
internal static class StreamEcho
{
    private const int BufferSize = 64 * 1024;

    public static int Serve(int port) => EventLoop.Run(async () =>
    {
        ServerOptions options = new() { Listen = new() { Backlog = 1024 } };
        LoopServer server = await EventLoop.Current.StartServerAsync(Echo, new IPEndPoint(IPAddress.Loopback, port), options);
        await server.ServeForeverAsync();
        return 0;
    });

    private static async Task Echo(StreamConnection connection)
    {
        (AsyncStreamReader reader, AsyncStreamWriter writer) = connection;
        var buffer = new byte[BufferSize];
        try
        {
            while (await reader.ReadAsync(buffer) is > 0 and int count)
            {
                writer.Write(buffer.AsSpan(0, count));
                await writer.DrainAsync();
            }
        }
        catch (IOException)
        {
            // The client is gone.
        }

        writer.Close();
    }
}
