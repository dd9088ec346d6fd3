using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sim;

/// <summary>What the kernel of Linux calls its errors, and what .NET calls them.</summary>
internal static class Errno
{
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int BadDescriptor = 9;
    public const int WouldBlock = 11;
    public const int NoAccess = 13;
    public const int Exists = 17;
    public const int NotPermitted = 1;
    public const int NotImplemented = 38;

    /// <summary>The error of the last call of this thread, in .NET's terms, as <see cref="SocketException"/> of .NET's own sockets has it.</summary>
    public static SocketError LastSocketError => ToSocketError(Marshal.GetLastPInvokeError());

    public static SocketError ToSocketError(int errno) => errno switch
    {
        0 => SocketError.Success,
        NotPermitted or NoAccess => SocketError.AccessDenied,
        NoEntry => SocketError.AddressNotAvailable,
        Interrupted => SocketError.Interrupted,
        BadDescriptor => SocketError.OperationAborted,
        WouldBlock => SocketError.WouldBlock,
        12 or 105 => SocketError.NoBufferSpaceAvailable,
        14 => SocketError.Fault,
        22 => SocketError.InvalidArgument,
        23 or 24 => SocketError.TooManyOpenSockets,
        32 => SocketError.Shutdown,
        88 => SocketError.NotSocket,
        89 => SocketError.DestinationAddressRequired,
        90 => SocketError.MessageSize,
        91 => SocketError.ProtocolType,
        92 => SocketError.ProtocolOption,
        93 => SocketError.ProtocolNotSupported,
        94 => SocketError.SocketNotSupported,
        95 => SocketError.OperationNotSupported,
        97 => SocketError.AddressFamilyNotSupported,
        98 => SocketError.AddressAlreadyInUse,
        99 => SocketError.AddressNotAvailable,
        100 => SocketError.NetworkDown,
        101 => SocketError.NetworkUnreachable,
        103 => SocketError.ConnectionAborted,
        104 => SocketError.ConnectionReset,
        106 => SocketError.IsConnected,
        107 => SocketError.NotConnected,
        110 => SocketError.TimedOut,
        111 => SocketError.ConnectionRefused,
        112 => SocketError.HostDown,
        113 => SocketError.HostUnreachable,
        114 => SocketError.AlreadyInProgress,
        115 => SocketError.InProgress,
        _ => SocketError.SocketError,
    };
}
