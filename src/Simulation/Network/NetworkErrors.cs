using System.Net.Sockets;

namespace Sim;

/// <summary>Exceptions as sockets throw them.</summary>
internal static class NetworkErrors
{
    public static SocketException Socket(SocketError error, string? detail = null)
    {
        var exception = new SocketException((int)error);
        return detail is null ? exception : new SocketException((int)error, $"{exception.Message}: {detail}");
    }

    /// <summary>A read of a stream fails.</summary>
    public static IOException Read(SocketError error) => Wrap("Unable to read data from the transport connection", error);

    /// <summary>A write to a stream fails.</summary>
    public static IOException Write(SocketError error) => Wrap("Unable to write data to the transport connection", error);

    private static IOException Wrap(string what, SocketError error)
    {
        SocketException inner = Socket(error);
        return new IOException($"{what}: {inner.Message}.", inner);
    }
}
