using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>The files that Unix sockets leave behind.</summary>
internal static class UnixPath
{
    /// <summary>The file of an address; null where it has none, as in the name space of the kernel's own.</summary>
    public static string? Of(EndPoint address) => address is UnixDomainSocketEndPoint && address.ToString() is { Length: > 0 } path && path[0] is not ('@' or '\0') ? path : null;

    /// <summary>
    /// Whether an address that is in use is only the file of a listener that is gone. Asked with a datagram socket, of which a listener
    /// sees nothing: one that is there is of the wrong type, one that is gone refuses.
    /// </summary>
    public static bool IsStale(EndPoint address)
    {
        if (Of(address) is null)
        {
            return false;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            probe.Connect(address);
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }
}
