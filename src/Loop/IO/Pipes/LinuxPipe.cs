using System.Diagnostics;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sim;

/// <summary>This process's end of a pipe on Linux, non-blocking: what transports need of a socket, and nothing else.</summary>
internal sealed unsafe class LinuxPipe : MachineSocket
{
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;

    private readonly PipeStream _stream;
    private readonly int _descriptor;

    /// <param name="stream">Owns the descriptor, and is closed with this.</param>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public LinuxPipe(PipeStream stream)
    {
        _stream = stream;
        _descriptor = (int)stream.SafePipeHandle.DangerousGetHandle();
        int flags = Libc.Control(_descriptor, GetFlags, 0);
        if (flags < 0 || Libc.Control(_descriptor, SetFlags, flags | NonBlocking) < 0)
        {
            throw new IOException($"Cannot make the pipe of a process non-blocking: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    public override nint Handle => _descriptor;

    public override Socket Socket => throw NoSocket();

    public override bool TellsWhenEmpty => false;

    public override EndPoint? LocalEndPoint => null;

    public override EndPoint? RemoteEndPoint => null;

    public override SocketError TakeError() => throw NoSocket();

    public override void Set(SocketOptionLevel level, SocketOptionName name, int value) => throw NoSocket();

    public override SocketError Bind(EndPoint local) => throw NoSocket();

    public override SocketError Listen(int backlog) => throw NoSocket();

    public override MachineSocket? Accept(out SocketError error) => throw NoSocket();

    public override SocketError Connect(EndPoint remote) => throw NoSocket();

    /// <summary>The end to be written is told to be readable only once nobody can read what is written: that is its end.</summary>
    public override int Receive(Span<byte> into, out SocketError error)
    {
        if (!_stream.CanRead)
        {
            error = SocketError.Success;
            return 0;
        }

        fixed (byte* data = into)
        {
            int count = (int)Libc.Read(_descriptor, data, into.Length);
            error = ErrorOf(count);
            return count;
        }
    }

    /// <summary>.NET ignores SIGPIPE, so that a pipe without readers is an error here.</summary>
    public override int Send(ReadOnlySpan<byte> data, out SocketError error)
    {
        fixed (byte* bytes = data)
        {
            int count = (int)Libc.Write(_descriptor, bytes, data.Length);
            error = ErrorOf(count);
            return count;
        }
    }

    public override int ReceiveFrom(Span<byte> into, out EndPoint? from, out SocketError error) => throw NoSocket();

    public override SocketError SendTo(ReadOnlySpan<byte> data, EndPoint? to) => throw NoSocket();

    public override void ShutdownWrite() => throw NoSocket();

    public override void Close(bool abortively) => _stream.Dispose();

    private static SocketError ErrorOf(int result) => result >= 0 ? SocketError.Success : Errno.LastSocketError;

    private static UnreachableException NoSocket() => new("A pipe is no socket, and its transport does not take it for one.");
}
