using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>
/// Awaiting sockets of a program's own on its loop: each tries at once and waits for the descriptor where that would block. Canceling
/// the task that awaits, or the token, frees the descriptor. For most programs transports and streams are the better choice.
/// </summary>
/// <remarks>
/// The socket has to be non-blocking (<see cref="Socket.Blocking"/> false), and one at a time may wait to read from it and one to write
/// to it: InvalidOperationException otherwise. Neither is simulated: <see cref="NotSimulatedException"/>.
/// </remarks>
public static class LoopSockets
{
    /// <summary>Accepts a connection.</summary>
    /// <param name="loop">The loop on whose thread the caller runs.</param>
    /// <param name="listener">It listens.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The connection; it is non-blocking too.</returns>
    /// <exception cref="InvalidOperationException">The socket is a blocking one, or somebody else waits there.</exception>
    public static async Task<Socket> SocketAcceptAsync(this EventLoop loop, Socket listener, CancellationToken cancellation = default)
    {
        ThrowIfUnfit(loop, listener);
        while (true)
        {
            await Ready(loop, listener, Interest.Read, cancellation);
            try
            {
                Socket accepted = listener.Accept();
                accepted.Blocking = false;
                return accepted;
            }
            catch (SocketException exception) when (MachineSocket.IsLater(exception.SocketErrorCode))
            {
                // Somebody else was faster, or the connection is gone.
            }
        }
    }

    /// <summary>Connects.</summary>
    /// <inheritdoc cref="SocketAcceptAsync" path="/exception"/>
    /// <exception cref="SocketException">No connection comes about.</exception>
    /// <param name="loop">The loop on whose thread the caller runs.</param>
    /// <param name="socket">What to connect.</param>
    /// <param name="remote">One address; no name.</param>
    /// <param name="cancellation">Stops waiting; the socket may connect all the same, so close it.</param>
    public static async Task SocketConnectAsync(this EventLoop loop, Socket socket, EndPoint remote, CancellationToken cancellation = default)
    {
        ThrowIfUnfit(loop, socket);
        ArgumentNullException.ThrowIfNull(remote);
        cancellation.ThrowIfCancellationRequested();
        try
        {
            socket.Connect(remote);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.InProgress or SocketError.WouldBlock or SocketError.Interrupted)
        {
            await new ReadyFuture(loop, socket, Interest.Write).Until(cancellation);
            var error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            if (error != SocketError.Success)
            {
                throw new SocketException((int)error);
            }
        }
    }

    /// <summary>Receives what there is, at most as much as there is room for.</summary>
    /// <inheritdoc cref="SocketAcceptAsync" path="/exception"/>
    /// <exception cref="SocketException">The connection broke.</exception>
    /// <param name="loop">The loop on whose thread the caller runs.</param>
    /// <param name="socket">A connected one.</param>
    /// <param name="buffer">Where to put it.</param>
    /// <param name="cancellation">Stops waiting; nothing is lost.</param>
    /// <returns>How many bytes; 0 where the other side has ended, or <paramref name="buffer"/> is empty.</returns>
    public static async ValueTask<int> SocketReceiveAsync(this EventLoop loop, Socket socket, Memory<byte> buffer, CancellationToken cancellation = default)
    {
        ThrowIfUnfit(loop, socket);
        cancellation.ThrowIfCancellationRequested();
        while (true)
        {
            int count = socket.Receive(buffer.Span, SocketFlags.None, out SocketError error);
            if (!MustWait(error))
            {
                return count;
            }

            await new ReadyFuture(loop, socket, Interest.Read).Until(cancellation);
        }
    }

    /// <summary>Sends all of it.</summary>
    /// <inheritdoc cref="SocketReceiveAsync" path="/exception"/>
    /// <param name="loop">The loop on whose thread the caller runs.</param>
    /// <param name="socket">A connected one.</param>
    /// <param name="data">What to send.</param>
    /// <param name="cancellation">Stops waiting; how much was sent by then, nobody knows.</param>
    public static async ValueTask SocketSendAllAsync(this EventLoop loop, Socket socket, ReadOnlyMemory<byte> data, CancellationToken cancellation = default)
    {
        ThrowIfUnfit(loop, socket);
        cancellation.ThrowIfCancellationRequested();
        while (true)
        {
            int count = socket.Send(data.Span, SocketFlags.None, out SocketError error);
            bool mustWait = MustWait(error);
            data = data[(mustWait ? 0 : count)..];
            if (data.IsEmpty)
            {
                return;
            }

            if (mustWait)
            {
                await new ReadyFuture(loop, socket, Interest.Write).Until(cancellation);
            }
        }
    }

    /// <summary>Receives a datagram.</summary>
    /// <inheritdoc cref="SocketAcceptAsync" path="/exception"/>
    /// <exception cref="SocketException">An earlier datagram was refused, or this one is longer than the buffer where the system says so.</exception>
    /// <param name="loop">The loop on whose thread the caller runs.</param>
    /// <param name="socket">A bound one.</param>
    /// <param name="buffer">Where to put it; what is longer is cut off.</param>
    /// <param name="cancellation">Stops waiting; nothing is lost.</param>
    /// <returns>How many bytes, and from whom.</returns>
    public static async ValueTask<(int Count, EndPoint From)> SocketReceiveFromAsync(this EventLoop loop, Socket socket, Memory<byte> buffer, CancellationToken cancellation = default)
    {
        ThrowIfUnfit(loop, socket);
        EndPoint any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (true)
        {
            await Ready(loop, socket, Interest.Read, cancellation);
            try
            {
                EndPoint from = any;
                int count = socket.ReceiveFrom(buffer.Span, SocketFlags.None, ref from);
                return (count, from);
            }
            catch (SocketException exception) when (MachineSocket.IsLater(exception.SocketErrorCode))
            {
                // It was broken, and dropped.
            }
        }
    }

    /// <summary>Sends a datagram.</summary>
    /// <inheritdoc cref="SocketAcceptAsync" path="/exception"/>
    /// <exception cref="SocketException">It cannot be sent.</exception>
    /// <param name="loop">The loop on whose thread the caller runs.</param>
    /// <param name="socket">A datagram socket.</param>
    /// <param name="data">All of it.</param>
    /// <param name="remote">To whom.</param>
    /// <param name="cancellation">Stops waiting; then it is not sent.</param>
    public static async ValueTask SocketSendToAsync(this EventLoop loop, Socket socket, ReadOnlyMemory<byte> data, EndPoint remote, CancellationToken cancellation = default)
    {
        ThrowIfUnfit(loop, socket);
        cancellation.ThrowIfCancellationRequested();
        while (true)
        {
            try
            {
                socket.SendTo(data.Span, SocketFlags.None, remote);
                return;
            }
            catch (SocketException exception) when (MachineSocket.IsLater(exception.SocketErrorCode))
            {
                // No room; that is rare enough for an exception.
            }

            await new ReadyFuture(loop, socket, Interest.Write).Until(cancellation);
        }
    }

    /// <summary>Does not yield where something is there to read already; asking first saves the exception of a call that finds nothing.</summary>
    private static async ValueTask Ready(EventLoop loop, Socket socket, Interest side, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!socket.Poll(0, side == Interest.Read ? SelectMode.SelectRead : SelectMode.SelectWrite))
        {
            await new ReadyFuture(loop, socket, side).Until(cancellation);
        }
    }

    private static bool MustWait(SocketError error) =>
        error == SocketError.Success ? false : MachineSocket.IsLater(error) ? true : throw new SocketException((int)error);

    private static void ThrowIfUnfit(EventLoop loop, Socket socket)
    {
        ArgumentNullException.ThrowIfNull(loop);
        ArgumentNullException.ThrowIfNull(socket);
        if (socket.Blocking)
        {
            throw new InvalidOperationException("This socket is a blocking one, and would keep the whole loop: set Blocking to false first.");
        }
    }
}
