namespace Sim.Checking;

/// <summary>
/// Places one item after another, each where its answer fits the state, and takes back the last where there is no way on. What was placed, with the
/// state, is never looked at twice (Lowe, Testing for Linearizability, 2017). Which items can come next is for the class that derives from it.
/// </summary>
/// <remarks>A query that fits is placed without alternatives: whatever order there is, it can be moved to the front of it.</remarks>
internal abstract class PlacementSearch
{
    protected const int None = -1;
    private readonly StateSpace _states;
    private readonly Budget _budget;
    private readonly bool[] _isQuery;
    private readonly PlacedSet _placed;
    private readonly SeenSet _seen = new();
    private readonly List<Placement> _order = [];
    private int _state = StateSpace.Initial;
    private int _left;

    /// <summary>Whether nothing was placed, here, after what is placed.</summary>
    private bool _isLeaf = true;

    /// <param name="states">What items do.</param>
    /// <param name="known">Items below this cannot be left out; those from it on may.</param>
    /// <param name="isQuery">Which items never change a state.</param>
    /// <param name="budget">What it may take.</param>
    protected PlacementSearch(StateSpace states, int known, bool[] isQuery, Budget budget)
    {
        _states = states;
        _budget = budget;
        _isQuery = isQuery;
        Known = _left = known;
        _placed = new PlacedSet(known, isQuery.Length - known);
    }

    /// <summary>How many items cannot be left out: those with the lowest numbers.</summary>
    protected int Known { get; }

    /// <summary>How many items are placed.</summary>
    protected int Placed => _order.Count;

    protected DeadEnds DeadEnds { get; } = new();

    /// <summary>The item to blame where there is no order, or <see cref="None"/>.</summary>
    protected abstract int Culprit { get; }

    public SearchResult Search()
    {
        int candidate = NextCandidate(None);
        while (_left > 0)
        {
            if (!_budget.Spend(_seen))
            {
                return SearchResult.Undecided;
            }

            if (candidate != None)
            {
                candidate = Try(candidate);
            }
            else if (!TakeBack(out candidate))
            {
                return new SearchResult(Ruling.Violated, [], DeadEnds.All, Culprit);
            }
        }

        return new SearchResult(Ruling.Holds, [.. _order.Select(static placement => placement.Item)], [], None);
    }

    /// <summary>The next item, after this one, that can come here, or the first for <see cref="None"/>; <see cref="None"/> if there is none.</summary>
    protected abstract int NextCandidate(int item);

    /// <summary>An item was placed.</summary>
    protected abstract void Lift(int item);

    /// <summary>The item that was placed last was taken back.</summary>
    protected abstract void PutBack(int item);

    /// <summary>There is no further item for this place.</summary>
    /// <param name="reach">How far the order went.</param>
    protected void NoteEnd(int reach)
    {
        if (_isLeaf)
        {
            DeadEnds.Note(reach, _state, _order);
        }
    }

    /// <summary>Places an item if it can come next here, and tells which to try then.</summary>
    private int Try(int item)
    {
        int after = _states.Step(_state, item);
        bool changes = after != _state;
        if (after == StateSpace.Impossible || (!changes && item >= Known))
        {
            return NextCandidate(item);
        }

        _placed.Add(item);
        if (_seen.Add(_placed.KeyWith(after)))
        {
            Place(item, after, _isQuery[item] && !changes);
            return NextCandidate(None);
        }

        _placed.Remove(item);
        _isLeaf = false;
        return _isQuery[item] && !changes ? None : NextCandidate(item);
    }

    private void Place(int item, int after, bool isForced)
    {
        _order.Add(new Placement(item, _state, isForced));
        _isLeaf = true;
        _state = after;
        _left -= item < Known ? 1 : 0;
        Lift(item);
    }

    /// <summary>Takes back the last item for which there may be another; false if there is none.</summary>
    private bool TakeBack(out int candidate)
    {
        candidate = None;
        Placement last;
        do
        {
            if (_order.Count == 0)
            {
                return false;
            }

            last = _order[^1];
            _order.RemoveAt(_order.Count - 1);
            Remove(last);
        }
        while (last.IsForced);

        candidate = NextCandidate(last.Item);
        return true;
    }

    private void Remove(Placement placement)
    {
        int item = placement.Item;
        _state = placement.Before;
        _placed.Remove(item);
        _isLeaf = false;
        _left += item < Known ? 1 : 0;
        PutBack(item);
    }
}
