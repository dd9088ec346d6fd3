using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>Addresses between .NET's form and the kernel's, which is what <see cref="SocketAddress"/> holds.</summary>
internal static class SocketName
{
    /// <summary>As long as the kernel's longest (sockaddr_storage).</summary>
    public const int Longest = 128;

    private const int FamilyLength = 2;
    private const ushort Unix = 1;
    private const ushort Internet = 2;
    private const ushort Internet6 = 10;

    private static readonly IPEndPoint s_internet = new(IPAddress.Any, 0);
    private static readonly IPEndPoint s_internet6 = new(IPAddress.IPv6Any, 0);

    /// <exception cref="ArgumentException">A family that loops do not know.</exception>
    public static int FamilyOf(EndPoint address) => address.AddressFamily switch
    {
        AddressFamily.Unix => Unix,
        AddressFamily.InterNetwork => Internet,
        AddressFamily.InterNetworkV6 => Internet6,
        _ => throw new ArgumentException($"A loop's network has no addresses like {address}: use an IPEndPoint or a UnixDomainSocketEndPoint.", nameof(address)),
    };

    /// <returns>Null for no address, as of the unnamed end of a Unix connection.</returns>
    public static EndPoint? Read(ReadOnlySpan<byte> name)
    {
        if (name.Length <= FamilyLength)
        {
            return null;
        }

        return BitConverter.ToUInt16(name) switch
        {
            Internet => s_internet.Create(ToSocketAddress(AddressFamily.InterNetwork, name)),
            Internet6 => s_internet6.Create(ToSocketAddress(AddressFamily.InterNetworkV6, name)),
            Unix => new UnixDomainSocketEndPoint(PathOf(name[FamilyLength..])),
            _ => null,
        };
    }

    private static SocketAddress ToSocketAddress(AddressFamily family, ReadOnlySpan<byte> name)
    {
        var address = new SocketAddress(family, name.Length);
        name.CopyTo(address.Buffer.Span);
        return address;
    }

    /// <summary>A path ends with a zero; one of the kernel's own name space begins with it.</summary>
    private static string PathOf(ReadOnlySpan<byte> path)
    {
        int end = path[0] == 0 ? -1 : path.IndexOf((byte)0);
        return System.Text.Encoding.UTF8.GetString(end < 0 ? path : path[..end]);
    }
}
