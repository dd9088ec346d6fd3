using System.Numerics;

namespace Sim.Checking;

/// <summary>
/// Which items an order holds already. Items that cannot be left out come first, and are placed about in the order of their numbers, so
/// that of their bits only a window is neither all ones nor all zeros.
/// </summary>
internal sealed class PlacedSet(int known, int optional)
{
    private readonly ulong[] _known = new ulong[(known + 63) / 64];
    private readonly ulong[] _optional = new ulong[(optional + 63) / 64];
    private readonly ulong[] _key = new ulong[1 + ((known + 63) / 64) + ((optional + 63) / 64)];

    /// <summary>The first word of the known that is not all ones.</summary>
    private int _low;

    /// <summary>After the last word of the known that is not all zeros.</summary>
    private int _high;

    public void Add(int item)
    {
        if (item >= known)
        {
            _optional[(item - known) >> 6] |= 1UL << (item - known);
            return;
        }

        _known[item >> 6] |= 1UL << item;
        _high = Math.Max(_high, (item >> 6) + 1);
        while (_low < _high && _known[_low] == ulong.MaxValue)
        {
            _low++;
        }
    }

    public void Remove(int item)
    {
        if (item >= known)
        {
            _optional[(item - known) >> 6] &= ~(1UL << (item - known));
            return;
        }

        _known[item >> 6] &= ~(1UL << item);
        _low = Math.Min(_low, item >> 6);
        while (_high > 0 && _known[_high - 1] == 0)
        {
            _high--;
        }
    }

    /// <summary>What is equal for equal sets and states, and for no others. Valid until the next call.</summary>
    public ReadOnlySpan<ulong> KeyWith(int state)
    {
        int window = Math.Max(_high - _low, 0);
        int length = 1 + window;
        _key[0] = ((ulong)(uint)state << 32) | ((ulong)(uint)_low << 16) | (uint)window;
        Array.Copy(_known, _low, _key, 1, window);
        _optional.CopyTo(_key, length);
        return _key.AsSpan(0, length + _optional.Length);
    }

    /// <summary>So many items fit into a key.</summary>
    public const int MostItems = ushort.MaxValue * 64;

    /// <summary>A hash of a key, the same in every process.</summary>
    public static ulong Hash(ReadOnlySpan<ulong> key)
    {
        ulong hash = 0x9E3779B97F4A7C15;
        foreach (ulong word in key)
        {
            hash = BitOperations.RotateLeft((hash ^ word) * 0x9FB21C651E98DF25, 29);
        }

        return hash ^ (hash >> 32);
    }
}
