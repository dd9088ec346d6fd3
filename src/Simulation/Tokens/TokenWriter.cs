using System.Text;

namespace Sim;

/// <summary>Writes numbers of any size in as few bytes as they need: seven bits a byte, least significant first.</summary>
internal sealed class TokenWriter
{
    private readonly List<byte> _bytes = [];

    public void Byte(byte value) => _bytes.Add(value);

    public void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }

    public void Fixed(ulong value)
    {
        for (int i = 0; i < sizeof(ulong); i++)
        {
            _bytes.Add((byte)(value >> (8 * i)));
        }
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number((ulong)value.Length);
        _bytes.AddRange(value);
    }

    public void Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public byte[] ToArray() => [.. _bytes];
}
