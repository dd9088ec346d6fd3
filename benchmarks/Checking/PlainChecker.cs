using System.Numerics;

namespace Sim.Benchmarks.Checking;

/// <summary>
/// The bar: the same algorithm as it is usually written down (Wing and Gong's search over a doubly linked list with Lowe's cache; the cache is
/// a hash table of copied bit sets with states), for a register, without anything else. It knows no operations without answers.
/// </summary>
internal sealed class PlainChecker
{
    private readonly Entry _head = new();
    private readonly Dictionary<ulong, List<(ulong[] Placed, int State)>> _cache = [];
    private readonly ulong[] _placed;

    public PlainChecker(IReadOnlyList<Happened> events, int operations)
    {
        _placed = new ulong[(operations + 63) / 64];
        var calls = new Entry[operations];
        Entry last = _head;
        foreach (Happened happened in events)
        {
            var entry = new Entry { Happened = happened, Previous = last };
            last.Next = entry;
            last = entry;
            if (happened.IsCall)
            {
                calls[happened.Operation] = entry;
            }
            else
            {
                calls[happened.Operation].Match = entry;
            }
        }
    }

    public bool IsLinearizable()
    {
        var stack = new Stack<(Entry Call, int State)>();
        int state = 0;
        Entry? entry = _head.Next;
        while (_head.Next is not null)
        {
            if (entry!.Match is { } end)
            {
                Happened asked = entry.Happened;
                int next = asked.IsWrite ? asked.Value : state;
                if ((asked.IsWrite || state == asked.Value) && Remember(asked.Operation, next))
                {
                    stack.Push((entry, state));
                    state = next;
                    entry.Lift();
                    end.Lift();
                    entry = _head.Next;
                }
                else
                {
                    entry = entry.Next;
                }
            }
            else
            {
                if (!stack.TryPop(out (Entry Call, int State) top))
                {
                    return false;
                }

                state = top.State;
                _placed[top.Call.Happened.Operation >> 6] &= ~(1UL << top.Call.Happened.Operation);
                top.Call.Match!.Unlift();
                top.Call.Unlift();
                entry = top.Call.Next;
            }
        }

        return true;
    }

    /// <summary>Marks an operation as placed, unless that was looked at with this state before.</summary>
    private bool Remember(int operation, int state)
    {
        ulong[] placed = [.. _placed];
        placed[operation >> 6] |= 1UL << operation;
        ulong hash = placed.Aggregate((ulong)BitOperations.PopCount(placed[0]), static (hash, word) => (hash ^ word) * 0x9E3779B97F4A7C15);
        if (!_cache.TryGetValue(hash, out List<(ulong[] Placed, int State)>? known))
        {
            _cache.Add(hash, known = []);
        }

        if (known.Exists(one => one.State == state && one.Placed.AsSpan().SequenceEqual(placed)))
        {
            return false;
        }

        known.Add((placed, state));
        placed.CopyTo(_placed, 0);
        return true;
    }

    private sealed class Entry
    {
        public Happened Happened;
        public Entry? Match;
        public Entry? Next;
        public Entry? Previous;

        public void Lift()
        {
            Previous!.Next = Next;
            Next?.Previous = Previous;
        }

        public void Unlift()
        {
            Previous!.Next = this;
            Next?.Previous = this;
        }
    }
}

/// <summary>A call or an end of a read or write.</summary>
internal readonly record struct Happened(int Operation, bool IsCall, bool IsWrite, int Value);
