using System.Runtime.InteropServices;

namespace Sim.Checking;

/// <summary>The states of several objects together: of each the number of its own state.</summary>
/// <param name="each">The states of one object.</param>
/// <param name="partOf">Which object each item is about.</param>
/// <param name="parts">How many objects there are.</param>
internal sealed class CompositeStates(StateSpace each, int[] partOf, int parts) : StateSpace
{
    private readonly List<int[]> _states = [new int[parts]];
    private readonly Dictionary<int[], int> _numbers = new(new SameNumbers()) { [new int[parts]] = 0 };
    private readonly Dictionary<long, int> _steps = [];

    public override int Step(int state, int item)
    {
        ref int known = ref CollectionsMarshal.GetValueRefOrAddDefault(_steps, ((long)state << 32) | (uint)item, out bool exists);
        return exists ? known : known = Take(state, item);
    }

    /// <summary>The state of the object that an item is about.</summary>
    public int Part(int state, int item) => _states[state][partOf[item]];

    private int Take(int state, int item)
    {
        int part = partOf[item];
        int before = _states[state][part];
        int after = each.Step(before, item);
        return after == before ? state : after == Impossible ? Impossible : Number([.. _states[state][..part], after, .. _states[state][(part + 1)..]]);
    }

    private int Number(int[] state)
    {
        if (!_numbers.TryGetValue(state, out int number))
        {
            _numbers.Add(state, number = _states.Count);
            _states.Add(state);
        }

        return number;
    }

    private sealed class SameNumbers : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes<int>(obj));
            return hash.ToHashCode();
        }
    }
}
