using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sim;

/// <summary>A socket of Linux, without .NET's around it: a descriptor and the kernel's calls.</summary>
internal sealed unsafe class LinuxSocket : MachineSocket
{
    private const int NonBlockingCloseOnExec = 0x800 | 0x80000;
    private const int NoSignal = 0x4000;
    private const int SocketLevel = 1;
    private const int ErrorOption = 4;
    private const int LingerOption = 13;
    private const int WriteHalf = 1;

    private readonly int _descriptor;
    private EndPoint? _local;
    private EndPoint? _remote;
    private LinuxNames? _names;
    private bool _isClosed;

    private LinuxSocket(int descriptor, bool isInternet, EndPoint? remote = null)
    {
        _descriptor = descriptor;
        TellsWhenEmpty = isInternet;
        _remote = remote;
    }

    public override nint Handle => _descriptor;

    public override Socket Socket => throw new UnreachableException("epoll asks the kernel, not .NET.");

    /// <summary>A receive from a Unix socket ends as well where descriptors were sent along.</summary>
    public override bool TellsWhenEmpty { get; }

    public override EndPoint? LocalEndPoint => _local ??= Name(remote: false);

    public override EndPoint? RemoteEndPoint => _remote ??= Name(remote: true);

    /// <param name="address">Says the family.</param>
    /// <param name="type">A stream or datagrams; the kernel numbers them as .NET does.</param>
    public static LinuxSocket Open(EndPoint address, SocketType type)
    {
        int descriptor = Libc.Socket(SocketName.FamilyOf(address), (int)type | NonBlockingCloseOnExec, 0);
        return descriptor >= 0 ? new LinuxSocket(descriptor, address is IPEndPoint) : throw new SocketException((int)Errno.LastSocketError);
    }

    public override SocketError TakeError()
    {
        int error = 0;
        int length = sizeof(int);
        return Libc.GetOption(_descriptor, SocketLevel, ErrorOption, &error, &length) == 0 ? Errno.ToSocketError(error) : Errno.LastSocketError;
    }

    public override void Set(SocketOptionLevel level, SocketOptionName name, int value)
    {
        (int kernelLevel, int kernelName) = LinuxNames.Of(level, name);
        if (Libc.SetOption(_descriptor, kernelLevel, kernelName, &value, sizeof(int)) != 0)
        {
            throw new SocketException((int)Errno.LastSocketError);
        }
    }

    public override SocketError Bind(EndPoint local)
    {
        SocketAddress name = local.Serialize();
        fixed (byte* address = name.Buffer.Span)
        {
            return ErrorOf(Libc.Bind(_descriptor, address, name.Size));
        }
    }

    public override SocketError Listen(int backlog) => ErrorOf(Libc.Listen(_descriptor, backlog));

    public override MachineSocket? Accept(out SocketError error)
    {
        byte* address = stackalloc byte[SocketName.Longest];
        int length = SocketName.Longest;
        int descriptor = Libc.Accept(_descriptor, address, &length, NonBlockingCloseOnExec);
        error = ErrorOf(descriptor);
        return descriptor < 0 ? null : new LinuxSocket(descriptor, TellsWhenEmpty, SocketName.Read(new ReadOnlySpan<byte>(address, Math.Min(length, SocketName.Longest))));
    }

    public override SocketError Connect(EndPoint remote)
    {
        SocketAddress name = remote.Serialize();
        fixed (byte* address = name.Buffer.Span)
        {
            return ErrorOf(Libc.Connect(_descriptor, address, name.Size));
        }
    }

    public override int Receive(Span<byte> into, out SocketError error)
    {
        fixed (byte* data = into)
        {
            int count = (int)SocketCalls.Receive(_descriptor, data, into.Length);
            error = FreshErrorOf(count);
            return count;
        }
    }

    public override int Send(ReadOnlySpan<byte> data, out SocketError error)
    {
        fixed (byte* bytes = data)
        {
            int count = (int)SocketCalls.Send(_descriptor, bytes, data.Length, NoSignal);
            error = FreshErrorOf(count);
            return count;
        }
    }

    public override int ReceiveFrom(Span<byte> into, out EndPoint? from, out SocketError error)
    {
        byte* address = stackalloc byte[SocketName.Longest];
        int length = SocketName.Longest;
        fixed (byte* data = into)
        {
            int count = (int)Libc.ReceiveFrom(_descriptor, data, into.Length, 0, address, &length);
            error = FreshErrorOf(count);
            from = count < 0 ? null : (_names ??= new LinuxNames()).Read(new ReadOnlySpan<byte>(address, Math.Min(length, SocketName.Longest)));
            return count;
        }
    }

    public override SocketError SendTo(ReadOnlySpan<byte> data, EndPoint? to)
    {
        SocketAddress? name = to is null ? null : (_names ??= new LinuxNames()).Write(to);
        fixed (byte* bytes = data, address = name is null ? default : name.Buffer.Span)
        {
            nint count = Libc.SendTo(_descriptor, bytes, data.Length, NoSignal, address, name?.Size ?? 0);
            return FreshErrorOf(count);
        }
    }

    public override void ShutdownWrite() => _ = Libc.Shutdown(_descriptor, WriteHalf);

    public override void Close(bool abortively)
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        if (abortively)
        {
            int* linger = stackalloc int[] { 1, 0 };
            _ = Libc.SetOption(_descriptor, SocketLevel, LingerOption, linger, 2 * sizeof(int));
        }

        _ = Libc.Close(_descriptor);
    }

    /// <summary>Of a call that leaves the error where it is: asked for before any other call.</summary>
    private static SocketError FreshErrorOf(nint result) => result >= 0 ? SocketError.Success : Errno.ToSocketError(Marshal.GetLastSystemError());

    private static SocketError ErrorOf(int result) => result >= 0 ? SocketError.Success : Errno.LastSocketError;

    private EndPoint? Name(bool remote)
    {
        if (_isClosed)
        {
            return null;
        }

        byte* address = stackalloc byte[SocketName.Longest];
        int length = SocketName.Longest;
        int result = remote ? Libc.RemoteName(_descriptor, address, &length) : Libc.LocalName(_descriptor, address, &length);
        return result < 0 ? null : SocketName.Read(new ReadOnlySpan<byte>(address, Math.Min(length, SocketName.Longest)));
    }
}
