namespace Sim;

/// <summary>The bytes of a file; a gap is zeros.</summary>
internal sealed class FileContent
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public int Read(long offset, Span<byte> buffer)
    {
        if (offset >= Length)
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, Length - (int)offset);
        _bytes.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    public void Write(int offset, ReadOnlySpan<byte> data)
    {
        SetLength(Math.Max(Length, offset + data.Length));
        data.CopyTo(_bytes.AsSpan(offset));
    }

    public void SetLength(int length)
    {
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(length, (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
        }

        if (length > Length)
        {
            _bytes.AsSpan(Length, length - Length).Clear();
        }

        Length = length;
    }

    public void FlipBit(int offset, int bit) => _bytes[offset] ^= (byte)(1 << bit);

    public void CopyFrom(FileContent other)
    {
        SetLength(0);
        Write(0, other.Bytes);
    }
}
