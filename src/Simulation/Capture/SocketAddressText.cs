using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Sim.Capture;

/// <summary>Reads a socket address as Linux lays it out.</summary>
internal static unsafe class SocketAddressText
{
    private const int Unix = 1;
    private const int Version4 = 2;
    private const int Version6 = 10;
    private const int SizeOf4 = 16;
    private const int SizeOf6 = 28;

    public static string Of(byte* address, int length)
    {
        var bytes = new ReadOnlySpan<byte>(address, address == null ? 0 : length);
        return bytes.Length < sizeof(ushort) ? "an unknown address" : BinaryPrimitives.ReadUInt16LittleEndian(bytes) switch
        {
            Version4 when length >= SizeOf4 => EndPoint(bytes, bytes.Slice(4, 4)),
            Version6 when length >= SizeOf6 => EndPoint(bytes, bytes.Slice(8, 16)),
            Unix => Encoding.UTF8.GetString(bytes[2..]).Trim('\0'),
            var family => $"an address of family {family}",
        };
    }

    private static string EndPoint(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> address)
    {
        var ip = new IPAddress(address);
        return new IPEndPoint(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])).ToString();
    }
}
