using System.Buffers.Binary;
using System.Buffers.Text;

namespace Sim;

/// <summary>
/// Tokens as text without spaces, safe in a shell, an attribute and a chat: <c>sim1-</c> and base64url of a version byte, the
/// content and a 32-bit checksum.
/// </summary>
internal static class TokenText
{
    private const string Prefix = "sim1-";
    private const int ChecksumBytes = 4;

    public static string Format(Token token)
    {
        var writer = new TokenWriter();
        TokenContent.Write(writer, token);
        byte[] content = writer.ToArray();
        byte[] all = new byte[content.Length + ChecksumBytes];
        content.CopyTo(all, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(all.AsSpan(content.Length), Checksum(content));
        return Prefix + Base64Url.EncodeToString(all);
    }

    /// <exception cref="ArgumentException">The text is no token, is damaged, or is of another version.</exception>
    public static Token Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] all = Decode(text);
        ReadOnlySpan<byte> content = all.AsSpan(0, all.Length - ChecksumBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(all.AsSpan(content.Length)) != Checksum(content))
        {
            throw Damaged("its checksum does not fit");
        }

        try
        {
            return TokenContent.Read(new TokenReader(content.ToArray()));
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentOutOfRangeException or OverflowException)
        {
            throw Damaged("its content does not fit");
        }
    }

    private static byte[] Decode(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            string why = text.StartsWith("sim", StringComparison.Ordinal) && text.Contains('-', StringComparison.Ordinal)
                ? $"it is of another version of Sim (this one reads \"{Prefix}...\"): replay it with the version that made it"
                : $"a token begins with \"{Prefix}\"";
            throw new ArgumentException($"This is no token that can be replayed: {why}.", nameof(text));
        }

        string body = text[Prefix.Length..];
        byte[] all = new byte[(body.Length * 3 / 4) + 3];
        if (!Base64Url.IsValid(body) || !Base64Url.TryDecodeFromChars(body, all, out int length) || length <= ChecksumBytes)
        {
            throw Damaged("it has characters that no token has, or too few");
        }

        // Unused bits of the last character could differ without the bytes doing so.
        all = all[..length];
        return Base64Url.EncodeToString(all) == body ? all : throw Damaged("its last character was changed");
    }

    private static ArgumentException Damaged(string how) =>
        new($"This token is damaged ({how}): copy the whole line once more.");

    /// <summary>CRC-32 (IEEE 802.3, reflected): every single damaged character changes it.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte item in bytes)
        {
            crc ^= item;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
