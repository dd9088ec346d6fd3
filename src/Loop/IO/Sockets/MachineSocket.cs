using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>A non-blocking socket of the machine. What cannot be done now is told as <see cref="SocketError.WouldBlock"/>.</summary>
internal abstract class MachineSocket
{
    /// <summary>What selectors know it by.</summary>
    public abstract nint Handle { get; }

    /// <summary>The same socket as .NET knows it, for selectors that ask .NET.</summary>
    public abstract Socket Socket { get; }

    /// <summary>Whether a receive that fills less than its buffer has taken all that was there.</summary>
    public abstract bool TellsWhenEmpty { get; }

    public abstract EndPoint? LocalEndPoint { get; }

    public abstract EndPoint? RemoteEndPoint { get; }

    /// <summary>The error that the kernel keeps for whoever asks: how a connect ended, say.</summary>
    public abstract SocketError TakeError();

    public abstract void Set(SocketOptionLevel level, SocketOptionName name, int value);

    public abstract SocketError Bind(EndPoint local);

    public abstract SocketError Listen(int backlog);

    /// <returns>Null with an error.</returns>
    public abstract MachineSocket? Accept(out SocketError error);

    /// <summary>Begins to connect; <see cref="SocketError.InProgress"/> until it is writable.</summary>
    public abstract SocketError Connect(EndPoint remote);

    /// <returns>How many bytes, 0 at the end, or -1 with an error.</returns>
    public abstract int Receive(Span<byte> into, out SocketError error);

    /// <returns>How many bytes were taken, or -1 with an error.</returns>
    public abstract int Send(ReadOnlySpan<byte> data, out SocketError error);

    /// <returns>How many bytes of a datagram, or -1 with an error.</returns>
    public abstract int ReceiveFrom(Span<byte> into, out EndPoint? from, out SocketError error);

    /// <param name="to">Null for the address that it is connected to.</param>
    public abstract SocketError SendTo(ReadOnlySpan<byte> data, EndPoint? to);

    /// <summary>Sends the end of what is written.</summary>
    public abstract void ShutdownWrite();

    /// <summary>Closes it.</summary>
    /// <param name="abortively">Resets a connection in the place of ending it.</param>
    public abstract void Close(bool abortively);

    /// <summary>Whether an error says only that this has to wait.</summary>
    public static bool IsLater(SocketError error) => error is SocketError.WouldBlock or SocketError.TryAgain or SocketError.Interrupted or SocketError.IOPending;
}
