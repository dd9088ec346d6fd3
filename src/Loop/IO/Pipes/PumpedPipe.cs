using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>
/// A pipe for selectors that wait for sockets only: a thread copies between it and a connection of this process with itself, which the loop has the other end of.
/// </summary>
internal static class PumpedPipe
{
    /// <param name="loop">The loop, on whose thread the caller runs.</param>
    /// <param name="pipe">Is closed at the end, or with the transport.</param>
    /// <param name="protocol">Of the loop's end.</param>
    /// <returns>The loop's end.</returns>
    public static async Task<IStreamTransport> OpenAsync(EventLoop loop, Stream pipe, IProtocol protocol)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        IStreamTransport near = await loop.Sockets.ConnectAsync(listener.LocalEndPoint!, () => protocol);
        Socket far = AcceptFrom(listener, near.LocalEndPoint!);
        new Thread(() => Pump(pipe, far)) { IsBackground = true, Name = "Pipe of a process" }.Start();
        return near;
    }

    /// <summary>Others of the machine may connect as well; the one that is meant has done so.</summary>
    private static Socket AcceptFrom(Socket listener, EndPoint near)
    {
        while (true)
        {
            Socket accepted = listener.Accept();
            if (near.Equals(accepted.RemoteEndPoint))
            {
                return accepted;
            }

            accepted.Dispose();
        }
    }

    private static void Pump(Stream pipe, Socket far)
    {
        using (pipe)
        using (var socket = new NetworkStream(far, ownsSocket: true))
        {
            try
            {
                (Stream from, Stream to) = pipe.CanRead ? (pipe, (Stream)socket) : (socket, pipe);
                from.CopyTo(to);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // One of the two is gone, and the other is closed now: the loop's end is told by that.
            }
        }
    }
}
