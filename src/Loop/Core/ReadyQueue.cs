using System.Numerics;

namespace Sim;

/// <summary>The ready set: a ring sorted by age, from whose middle an entry can be taken.</summary>
internal struct ReadyQueue
{
    private ReadyEntry[] _ring;
    private int _head;

    public ReadyQueue(int capacity)
    {
        _ring = new ReadyEntry[(int)BitOperations.RoundUpToPowerOf2((uint)capacity)];
    }

    public int Count { get; private set; }

    public readonly ref ReadyEntry this[int index] => ref _ring[(_head + index) & (_ring.Length - 1)];

    public void Add(in ReadyEntry entry)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[(_head + Count) & (_ring.Length - 1)] = entry;
        Count++;
    }

    /// <summary>Takes the oldest entry out; there is one.</summary>
    public void TakeFirst(out ReadyEntry entry)
    {
        ref ReadyEntry first = ref _ring[_head];
        entry = first;
        first = default;
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
    }

    /// <summary>Takes an entry out; the others keep their order. Moves the shorter side.</summary>
    public void Take(int index, out ReadyEntry entry)
    {
        if (index == 0)
        {
            TakeFirst(out entry);
            return;
        }

        entry = this[index];
        if (index < Count / 2)
        {
            CloseGapFromHead(index);
        }
        else
        {
            CloseGapFromTail(index);
        }

        Count--;
    }

    /// <summary>The index of the entry with this age, or -1. Binary: the ring is sorted.</summary>
    public readonly int FindSequence(long sequence)
    {
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            long found = this[middle].Sequence;
            if (found == sequence)
            {
                return middle;
            }

            (low, high) = found < sequence ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    public readonly int FindOrigin(long origin)
    {
        for (int i = 0; i < Count; i++)
        {
            if (this[i].Origin == origin)
            {
                return i;
            }
        }

        return -1;
    }

    public void Clear()
    {
        for (int i = 0; i < Count; i++)
        {
            this[i] = default;
        }

        Count = 0;
        _head = 0;
    }

    private void CloseGapFromHead(int index)
    {
        if (_head + index < _ring.Length)
        {
            Array.Copy(_ring, _head, _ring, _head + 1, index);
        }
        else
        {
            for (int i = index; i > 0; i--)
            {
                this[i] = this[i - 1];
            }
        }

        this[0] = default;
        _head = (_head + 1) & (_ring.Length - 1);
    }

    private readonly void CloseGapFromTail(int index)
    {
        int gap = (_head + index) & (_ring.Length - 1);
        int after = Count - 1 - index;
        if (gap + after < _ring.Length)
        {
            Array.Copy(_ring, gap + 1, _ring, gap, after);
        }
        else
        {
            for (int i = index; i < Count - 1; i++)
            {
                this[i] = this[i + 1];
            }
        }

        this[Count - 1] = default;
    }

    private void Grow()
    {
        var larger = new ReadyEntry[_ring.Length * 2];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = this[i];
        }

        _ring = larger;
        _head = 0;
    }
}
