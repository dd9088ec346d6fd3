using System.Buffers;

namespace Sim;

/// <summary>Bytes that wait to be sent, in a row. Holds memory only while there are any.</summary>
internal struct SendBuffer
{
    private byte[]? _bytes;
    private int _start;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, Count);

    public void Add(ReadOnlySpan<byte> data)
    {
        if (_bytes is null || _start + Count + data.Length > _bytes.Length)
        {
            MakeRoom(data.Length);
        }

        data.CopyTo(_bytes.AsSpan(_start + Count));
        Count += data.Length;
    }

    public void Take(int count)
    {
        _start += count;
        Count -= count;
        if (Count == 0)
        {
            Clear();
        }
    }

    public void Clear()
    {
        if (_bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        this = default;
    }

    /// <summary>The pool rounds up to a power of two, so there is room for more. Moves to the front of the array only where at least half of it stays free, so that a byte is moved a bounded number of times.</summary>
    private void MakeRoom(int more)
    {
        int needed = checked(Count + more);
        byte[] target = _bytes is not null && needed <= _bytes.Length / 2 ? _bytes : ArrayPool<byte>.Shared.Rent(needed);
        Bytes.CopyTo(target);
        if (_bytes is not null && !ReferenceEquals(_bytes, target))
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = target;
        _start = 0;
    }
}
