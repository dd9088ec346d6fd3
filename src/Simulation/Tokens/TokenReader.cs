using System.Text;

namespace Sim;

/// <summary>Reads what <see cref="TokenWriter"/> wrote; throws where the bytes end too soon.</summary>
internal sealed class TokenReader(byte[] bytes)
{
    private int _at;

    public bool IsAtEnd => _at == bytes.Length;

    public byte Byte() => bytes[_at++];

    public ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    public int Int32() => checked((int)Number());

    public ulong Fixed()
    {
        ulong value = 0;
        for (int i = 0; i < sizeof(ulong); i++)
        {
            value |= (ulong)Byte() << (8 * i);
        }

        return value;
    }

    public byte[] Bytes()
    {
        int length = Int32();
        byte[] value = bytes.AsSpan(_at, length).ToArray();
        _at += length;
        return value;
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());
}
