using System.Buffers;

namespace Sim;

/// <summary>Bytes that have arrived and were not read. While there are none it holds no memory.</summary>
internal sealed class StreamBuffer
{
    private const int LeastCapacity = 256;

    private byte[] _bytes = [];
    private int _start;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(_start, Count);

    public void Add(ReadOnlySpan<byte> data)
    {
        if (_start + Count + data.Length > _bytes.Length)
        {
            MakeRoom(data.Length);
        }

        data.CopyTo(_bytes.AsSpan(_start + Count));
        Count += data.Length;
    }

    /// <summary>Adds bytes before all others.</summary>
    public void PutBack(ReadOnlySpan<byte> data)
    {
        if (!data.IsEmpty)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Count + data.Length);
            data.CopyTo(larger);
            Content.CopyTo(larger.AsSpan(data.Length));
            Return();
            (_bytes, _start, Count) = (larger, 0, Count + data.Length);
        }
    }

    /// <summary>Takes out as many of the oldest bytes as fit.</summary>
    public int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, Count);
        Content[..count].CopyTo(buffer);
        Skip(count);
        return count;
    }

    /// <summary>Takes out the oldest bytes.</summary>
    public byte[] Take(int count)
    {
        byte[] taken = Content[..count].ToArray();
        Skip(count);
        return taken;
    }

    /// <summary>Forgets the oldest bytes.</summary>
    public void Skip(int count)
    {
        Count -= count;
        _start += count;
        if (Count == 0)
        {
            Release();
        }
    }

    private void MakeRoom(int more)
    {
        if (Count + more <= _bytes.Length / 2)
        {
            Content.CopyTo(_bytes);
            _start = 0;
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(LeastCapacity, Math.Max(Count + more, Count * 2)));
        Content.CopyTo(larger);
        Return();
        (_bytes, _start) = (larger, 0);
    }

    private void Release()
    {
        Return();
        (_bytes, _start) = ([], 0);
    }

    private void Return()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
