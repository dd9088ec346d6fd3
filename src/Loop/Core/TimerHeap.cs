using System.Diagnostics;

namespace Sim;

/// <summary>
/// Timers by (deadline, sequence). A binary heap of keys over a table of slots: a canceled timer frees its slot at once
/// and leaves its key behind; keys of freed slots are dropped at the top, and swept when they are the majority.
/// </summary>
internal struct TimerHeap
{
    private const int SweepThreshold = 64;

    private Key[] _keys;
    private int _keyCount;
    private Slot[] _slots;
    private int _freeSlot;

    public TimerHeap(int capacity)
    {
        _keys = new Key[capacity];
        _slots = [];
        _freeSlot = -1;
    }

    /// <summary>Live timers; canceled ones do not count.</summary>
    public int Count { get; private set; }

    /// <summary>Keys in the heap, those of canceled timers included.</summary>
    public readonly int KeyCount => _keyCount;

    public int Add(long deadline, long sequence, Delegate callback, object? state, ExecutionContext? context, long tag)
    {
        int slot = TakeSlot();
        _slots[slot] = new Slot { Callback = callback, State = state, Context = context, Tag = tag, Sequence = sequence, Deadline = deadline };
        if (_keyCount == _keys.Length)
        {
            Array.Resize(ref _keys, _keys.Length * 2);
        }

        _keys[_keyCount] = new Key(deadline, sequence, slot);
        SiftUp(_keyCount++);
        Count++;
        return slot;
    }

    public readonly bool IsLive(int slot, long sequence) => slot < _slots.Length && _slots[slot].Sequence == sequence && sequence != 0;

    public bool Cancel(int slot, long sequence)
    {
        if (!IsLive(slot, sequence))
        {
            return false;
        }

        FreeSlot(slot);
        if (_keyCount > SweepThreshold && Count < _keyCount / 2)
        {
            Sweep();
        }

        return true;
    }

    /// <summary>The earliest deadline of a live timer.</summary>
    public bool TryPeek(out long deadline)
    {
        while (_keyCount > 0)
        {
            Key top = _keys[0];
            if (_slots[top.Slot].Sequence == top.Sequence)
            {
                deadline = top.Deadline;
                return true;
            }

            RemoveTop();
        }

        deadline = 0;
        return false;
    }

    /// <summary>The timer that <see cref="TryPeek"/> would find; only where there is one.</summary>
    public TimerHandle PeekHandle(EventLoop loop, out object? state, out long tag)
    {
        Key top = _keys[0];
        ref Slot timer = ref _slots[top.Slot];
        state = timer.State;
        tag = timer.Tag;
        return new TimerHandle(loop, top.Slot, top.Sequence, top.Deadline);
    }

    public long PeekTag() => TryPeek(out _) ? _slots[_keys[0].Slot].Tag : 0;

    /// <summary>Takes out the timer that <see cref="TryPeek"/> found.</summary>
    public Slot Take()
    {
        Key top = _keys[0];
        Slot timer = _slots[top.Slot];
        Debug.Assert(timer.Sequence == top.Sequence, "Take follows a TryPeek that found a timer");
        FreeSlot(top.Slot);
        RemoveTop();
        return timer;
    }

    /// <summary>Takes out every timer for which <paramref name="match"/> holds.</summary>
    public int CancelAll(Func<object?, long, bool> match)
    {
        int canceled = 0;
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            ref Slot timer = ref _slots[slot];
            if (timer.Sequence != 0 && match(timer.State, timer.Tag))
            {
                FreeSlot(slot);
                canceled++;
            }
        }

        Sweep();
        return canceled;
    }

    public void Clear()
    {
        Array.Clear(_slots);
        _keyCount = 0;
        Count = 0;
        _freeSlot = -1;
        for (int slot = _slots.Length - 1; slot >= 0; slot--)
        {
            _slots[slot].Next = _freeSlot;
            _freeSlot = slot;
        }
    }

    private int TakeSlot()
    {
        if (_freeSlot < 0)
        {
            GrowSlots();
        }

        int slot = _freeSlot;
        _freeSlot = _slots[slot].Next;
        return slot;
    }

    private void GrowSlots()
    {
        int old = _slots.Length;
        Array.Resize(ref _slots, Math.Max(16, old * 2));
        for (int slot = _slots.Length - 1; slot >= old; slot--)
        {
            _slots[slot].Next = _freeSlot;
            _freeSlot = slot;
        }
    }

    private void FreeSlot(int slot)
    {
        _slots[slot] = new Slot { Next = _freeSlot };
        _freeSlot = slot;
        Count--;
    }

    private void Sweep()
    {
        int kept = 0;
        for (int i = 0; i < _keyCount; i++)
        {
            if (_slots[_keys[i].Slot].Sequence == _keys[i].Sequence)
            {
                _keys[kept++] = _keys[i];
            }
        }

        _keyCount = kept;
        for (int i = (kept / 2) - 1; i >= 0; i--)
        {
            SiftDown(i);
        }
    }

    private void RemoveTop()
    {
        _keys[0] = _keys[--_keyCount];
        SiftDown(0);
    }

    private readonly void SiftUp(int index)
    {
        Key key = _keys[index];
        while (index > 0)
        {
            int parent = (index - 1) / 2;
            if (!key.IsBefore(_keys[parent]))
            {
                break;
            }

            _keys[index] = _keys[parent];
            index = parent;
        }

        _keys[index] = key;
    }

    private readonly void SiftDown(int index)
    {
        Key key = _keys[index];
        for (int child = (2 * index) + 1; child < _keyCount; child = (2 * index) + 1)
        {
            if (child + 1 < _keyCount && _keys[child + 1].IsBefore(_keys[child]))
            {
                child++;
            }

            if (!_keys[child].IsBefore(key))
            {
                break;
            }

            _keys[index] = _keys[child];
            index = child;
        }

        _keys[index] = key;
    }

    internal struct Slot
    {
        public Delegate Callback;
        public object? State;
        public ExecutionContext? Context;
        public long Tag;
        public long Sequence;
        public long Deadline;
        public int Next;
    }

    private readonly record struct Key(long Deadline, long Sequence, int Slot)
    {
        public bool IsBefore(in Key other) =>
            Deadline < other.Deadline || (Deadline == other.Deadline && Sequence < other.Sequence);
    }
}
