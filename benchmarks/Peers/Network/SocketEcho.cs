using System.Net;
using System.Net.Sockets;

namespace Sim.Peers;

/// <summary>The same server on .NET's sockets and its thread pool, to compare with.</summary>
internal static class SocketEcho
{
    private const int BufferSize = 64 * 1024;

    public static int Serve(int port)
    {
        ServeAsync(port).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task ServeAsync(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(1024);
        while (true)
        {
            _ = Echo(await listener.AcceptAsync());
        }
    }

    private static async Task Echo(Socket socket)
    {
        socket.NoDelay = true;
        var buffer = new byte[BufferSize];
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and int count)
            {
                for (int sent = 0; sent < count;)
                {
                    sent += await socket.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }
        }
        catch (SocketException)
        {
            // The client is gone.
        }

        socket.Dispose();
    }
}
