namespace Sim.Checking;

/// <summary>Where a search has been: sets of placed items with the state they lead to (Lowe's cache). A hash table with open addressing over one
/// block of words, so that it knows what it takes.</summary>
internal sealed class SeenSet
{
    private const int FirstSlots = 64;

    /// <summary>Each entry: hash and length, then the key.</summary>
    private ulong[] _words = new ulong[FirstSlots * 4];
    private int[] _slots = new int[FirstSlots];
    private int _used = 1;
    private int _count;

    public long Bytes => ((long)_words.Length * sizeof(ulong)) + ((long)_slots.Length * sizeof(int));

    /// <summary>Adds a key. False if it was there.</summary>
    public bool Add(ReadOnlySpan<ulong> key)
    {
        uint hash = (uint)PlacedSet.Hash(key);
        int slot = Find(key, hash);
        if (_slots[slot] != 0)
        {
            return false;
        }

        _slots[slot] = Append(key, hash);
        if (++_count * 2 > _slots.Length)
        {
            Grow();
        }

        return true;
    }

    private int Find(ReadOnlySpan<ulong> key, uint hash)
    {
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        ulong header = Header(key.Length, hash);
        while (_slots[slot] is var at and not 0 && !(_words[at] == header && _words.AsSpan(at + 1, key.Length).SequenceEqual(key)))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private int Append(ReadOnlySpan<ulong> key, uint hash)
    {
        int at = _used;
        if (at + key.Length + 1 > _words.Length)
        {
            Array.Resize(ref _words, Math.Max(_words.Length * 2, at + key.Length + 1));
        }

        _words[at] = Header(key.Length, hash);
        key.CopyTo(_words.AsSpan(at + 1));
        _used = at + key.Length + 1;
        return at;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        int mask = _slots.Length - 1;
        for (int at = 1; at < _used; at += (int)(uint)_words[at] + 1)
        {
            int slot = (int)(_words[at] >> 32) & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = at;
        }
    }

    private static ulong Header(int length, uint hash) => ((ulong)hash << 32) | (uint)length;
}
