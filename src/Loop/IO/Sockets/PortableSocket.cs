using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>A socket of .NET's, used without its waiting: for every machine.</summary>
internal sealed class PortableSocket : MachineSocket
{
    private EndPoint? _local;
    private EndPoint? _remote;

    private PortableSocket(Socket socket)
    {
        Socket = socket;
        socket.Blocking = false;
    }

    public override nint Handle => Socket.Handle;

    public override Socket Socket { get; }

    public override bool TellsWhenEmpty => false;

    public override EndPoint? LocalEndPoint => _local ??= Named(static socket => socket.LocalEndPoint);

    public override EndPoint? RemoteEndPoint => _remote ??= Named(static socket => socket.RemoteEndPoint);

    /// <param name="address">Says the family.</param>
    /// <param name="type">A stream or datagrams.</param>
    public static PortableSocket Open(EndPoint address, SocketType type) => new(new Socket(address.AddressFamily, type, ProtocolType.Unspecified));

    public override SocketError TakeError() => (SocketError)(int)Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;

    public override void Set(SocketOptionLevel level, SocketOptionName name, int value)
    {
        if (name is SocketOptions.ReusePort or SocketOptionName.ReuseAddress)
        {
            SetReuse(name, value);
        }
        else
        {
            Socket.SetSocketOption(level, name, value);
        }
    }

    public override SocketError Bind(EndPoint local) => Try(() => Socket.Bind(local));

    public override SocketError Listen(int backlog) => Try(() => Socket.Listen(backlog));

    public override MachineSocket? Accept(out SocketError error)
    {
        Socket? accepted = null;
        // Asked first, for an exception costs much, and the last of a round of accepts finds nothing.
        error = Socket.Poll(0, SelectMode.SelectRead) ? Try(() => accepted = Socket.Accept()) : SocketError.WouldBlock;
        return accepted is null ? null : new PortableSocket(accepted);
    }

    public override SocketError Connect(EndPoint remote) => Try(() => Socket.Connect(remote)) switch
    {
        SocketError.WouldBlock => SocketError.InProgress,
        SocketError error => error,
    };

    public override int Receive(Span<byte> into, out SocketError error)
    {
        int count = Socket.Receive(into, SocketFlags.None, out error);
        return error == SocketError.Success ? count : -1;
    }

    public override int Send(ReadOnlySpan<byte> data, out SocketError error)
    {
        int count = Socket.Send(data, SocketFlags.None, out error);
        return error == SocketError.Success ? count : -1;
    }

    public override int ReceiveFrom(Span<byte> into, out EndPoint? from, out SocketError error)
    {
        from = null;
        EndPoint sender = Socket.AddressFamily == AddressFamily.InterNetworkV6 ? new IPEndPoint(IPAddress.IPv6Any, 0) : new IPEndPoint(IPAddress.Any, 0);
        try
        {
            int count = Socket.ReceiveFrom(into, SocketFlags.None, ref sender);
            (from, error) = (sender, SocketError.Success);
            return count;
        }
        catch (SocketException exception)
        {
            error = exception.SocketErrorCode;
            return -1;
        }
    }

    public override SocketError SendTo(ReadOnlySpan<byte> data, EndPoint? to)
    {
        if (to is null)
        {
            Socket.Send(data, SocketFlags.None, out SocketError error);
            return error;
        }

        try
        {
            Socket.SendTo(data, SocketFlags.None, to);
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    public override void ShutdownWrite() => Try(() => Socket.Shutdown(SocketShutdown.Send));

    public override void Close(bool abortively)
    {
        if (abortively)
        {
            Try(() => Socket.LingerState = new LingerOption(enable: true, seconds: 0));
        }
        else if (Socket.Connected)
        {
            // A bare Socket resets a connection with unread bytes or not yet sent ones in places; its end is sent first.
            Try(() => Socket.Shutdown(SocketShutdown.Send));
        }

        Socket.Dispose();
    }

    private static SocketError Try(Action action)
    {
        try
        {
            action();
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    /// <summary>.NET has no name for the one, and sets both where it is asked for the other; so they go by the machine's numbers.</summary>
    private void SetReuse(SocketOptionName name, int value)
    {
        bool isPort = name == SocketOptions.ReusePort;
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows spreads connections over no sockets: leave ReusePort off.");
        }

        (int level, int number) = OperatingSystem.IsLinux() ? (1, isPort ? 15 : 2) : (0xFFFF, isPort ? 0x200 : 4);
        Socket.SetRawSocketOption(level, number, BitConverter.GetBytes(value));
    }

    private EndPoint? Named(Func<Socket, EndPoint?> name)
    {
        try
        {
            return name(Socket);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
