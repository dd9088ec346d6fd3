using System.Net.Sockets;

namespace Sim;

/// <summary>Exceptions as streams over sockets throw them: an <see cref="IOException"/> around what the transport said.</summary>
internal static class StreamErrors
{
    public static IOException Broken(Exception error) => new($"The connection broke: {error.Message}", error);

    public static IOException Closed() =>
        new("The connection is closed: nothing more can be sent over it.", new SocketException((int)SocketError.ConnectionReset));
}
