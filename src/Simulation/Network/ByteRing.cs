using System.Numerics;
using System.Runtime.InteropServices;

namespace Sim;

/// <summary>Bytes in order, of which there are never more than a limit. It grows as it must, and gives its memory back when it is cleared.</summary>
internal sealed class ByteRing(int limit)
{
    private const int LeastCapacity = 1024;

    private byte[] _bytes = [];
    private int _head;

    public int Count { get; private set; }

    /// <summary>How many more fit in.</summary>
    public int Free => limit - Count;

    /// <summary>Adds bytes; no more than fit in.</summary>
    public void Write(ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, Free);
        Reserve(Count + data.Length);
        Slice(Count, data.Length, out Span<byte> first, out Span<byte> second);
        data[..first.Length].CopyTo(first);
        data[first.Length..].CopyTo(second);
        Count += data.Length;
    }

    /// <summary>Takes out the oldest bytes, as many as the buffer has room for.</summary>
    public void Read(Span<byte> buffer)
    {
        Slice(0, buffer.Length, out Span<byte> first, out Span<byte> second);
        first.CopyTo(buffer);
        second.CopyTo(buffer[first.Length..]);
        Skip(buffer.Length);
    }

    /// <summary>Forgets the oldest bytes.</summary>
    public void Skip(int count)
    {
        Count -= count;
        _head = Count == 0 ? 0 : (_head + count) & (_bytes.Length - 1);
    }

    /// <summary>Forgets all but the oldest bytes.</summary>
    public void Truncate(int count)
    {
        Count = count;
        if (count == 0)
        {
            (_bytes, _head) = ([], 0);
        }
    }

    /// <summary>A hash of some bytes, the same in every process.</summary>
    public ulong Hash(int offset, int length)
    {
        Slice(offset, length, out Span<byte> first, out Span<byte> second);
        return Hash(Hash((ulong)length, first), second);
    }

    /// <summary>A hash of some bytes, the same in every process.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes) => Hash((ulong)bytes.Length, bytes);

    private static ulong Hash(ulong hash, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ word) * 0x9FB21C651E98DF25;
        }

        foreach (byte each in bytes[(words.Length * sizeof(ulong))..])
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ each) * 0xD6E8FEB86659FD93;
        }

        return hash;
    }

    /// <summary>Bytes as they lie in memory: to its end, and on from its beginning.</summary>
    private void Slice(int offset, int length, out Span<byte> first, out Span<byte> second)
    {
        int start = (_head + offset) & (_bytes.Length - 1);
        int untilEnd = Math.Min(length, _bytes.Length - start);
        first = _bytes.AsSpan(start, untilEnd);
        second = _bytes.AsSpan(0, length - untilEnd);
    }

    private void Reserve(int count)
    {
        if (count <= _bytes.Length)
        {
            return;
        }

        var larger = new byte[Math.Max(LeastCapacity, (int)BitOperations.RoundUpToPowerOf2((uint)count))];
        Slice(0, Count, out Span<byte> first, out Span<byte> second);
        first.CopyTo(larger);
        second.CopyTo(larger.AsSpan(first.Length));
        (_bytes, _head) = (larger, 0);
    }
}
