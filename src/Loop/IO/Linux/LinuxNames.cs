using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>The addresses of a socket's last datagrams, of which many in a row are the same; and what the kernel calls .NET's options.</summary>
internal sealed class LinuxNames
{
    private const int SocketLevel = 1;
    private const int Internet6Level = 41;

    private readonly byte[] _lastName = new byte[SocketName.Longest];
    private int _lastLength;
    private EndPoint? _lastFrom;
    private EndPoint? _lastTo;
    private SocketAddress? _lastToName;

    public static (int Level, int Name) Of(SocketOptionLevel level, SocketOptionName name) => (level, name) switch
    {
        (SocketOptionLevel.Socket, SocketOptionName.ReuseAddress) => (SocketLevel, 2),
        (SocketOptionLevel.Socket, SocketOptionName.Broadcast) => (SocketLevel, 6),
        (SocketOptionLevel.Socket, SocketOptionName.KeepAlive) => (SocketLevel, 9),
        (SocketOptionLevel.Socket, SocketOptions.ReusePort) => (SocketLevel, 15),
        (SocketOptionLevel.Tcp, SocketOptionName.NoDelay) => (6, 1),
        (SocketOptionLevel.IPv6, SocketOptionName.IPv6Only) => (Internet6Level, 26),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No option that a loop's sockets set."),
    };

    public EndPoint? Read(ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual(_lastName.AsSpan(0, _lastLength)))
        {
            name.CopyTo(_lastName);
            _lastLength = name.Length;
            _lastFrom = SocketName.Read(name);
        }

        return _lastFrom;
    }

    public SocketAddress Write(EndPoint to)
    {
        if (_lastToName is null || !to.Equals(_lastTo))
        {
            _lastTo = to;
            _lastToName = to.Serialize();
        }

        return _lastToName;
    }
}
