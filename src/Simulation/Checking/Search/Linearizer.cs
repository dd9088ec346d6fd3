namespace Sim.Checking;

/// <summary>
/// Looks for an order of operations that explains every answer and in which an operation that ended before another was called comes before it.
/// </summary>
/// <remarks>
/// The search of Wing and Gong (Testing and Verifying Concurrent Objects, 1993) with Lowe's cache (Testing for Linearizability, 2017): a
/// doubly linked list of calls and ends; a call before the first end may come next, and one that did is lifted out with its end; where the
/// first end is reached there is no way on, and the last one is put back. What was placed, with the state, is never looked at twice.
/// Departures: operations that may never have taken effect have no end, stand in a list of their own and are tried last, of several that
/// ask the same only the first; and a query that fits is placed without alternatives, since whatever order there is, it can be moved to the
/// front of it.
/// </remarks>
internal sealed class Linearizer
{
    private const int None = -1;
    private const int Head = 0;
    private readonly StateSpace _states;
    private readonly Budget _budget;
    private readonly int _known;
    private readonly int[] _questionOf;
    private readonly bool[] _isQuery;

    /// <summary>The item of each entry: as it is where it is called, its complement where it ends. Entry 0 is the list's head.</summary>
    private readonly int[] _itemOf;
    private readonly int[] _callOf;
    private readonly int[] _endOf;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly bool[] _isPlaced;
    private readonly PlacedSet _placed;
    private readonly SeenSet _seen = new();
    private readonly List<Placement> _order = [];
    private readonly DeadEnds _deadEnds = new();
    private int _state = StateSpace.Initial;
    private int _left;

    /// <summary>Whether nothing was placed, here, after what is placed.</summary>
    private bool _isLeaf = true;

    /// <param name="states">What items do.</param>
    /// <param name="events">Calls (an item) and ends (its complement) in the order in which they happened.</param>
    /// <param name="known">Items below this cannot be left out; the others may, have no end, and are numbered in the order of their calls.</param>
    /// <param name="questions">Which items ask the same.</param>
    /// <param name="isQuery">Which items never change a state.</param>
    /// <param name="budget">What it may take.</param>
    public Linearizer(StateSpace states, int[] events, int known, ReadOnlySpan<int> questions, bool[] isQuery, Budget budget)
    {
        _isQuery = isQuery;
        _states = states;
        _budget = budget;
        _known = _left = known;
        _questionOf = questions.ToArray();
        _itemOf = [0, .. events];
        _callOf = new int[questions.Length];
        _endOf = new int[known];
        _next = new int[_itemOf.Length];
        _previous = new int[_itemOf.Length];
        _isPlaced = new bool[questions.Length];
        _placed = new PlacedSet(known, questions.Length - known);
        Link();
    }

    public SearchResult Search()
    {
        int candidate = FirstCandidate();
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
                return new SearchResult(Ruling.Violated, [], _deadEnds.All, ~_itemOf[_deadEnds.Reach]);
            }
        }

        return new SearchResult(Ruling.Holds, [.. _order.Select(static placement => placement.Item)], [], None);
    }

    private void Link()
    {
        int last = Head;
        for (int entry = 1; entry < _itemOf.Length; entry++)
        {
            int item = _itemOf[entry];
            if (item < 0)
            {
                _endOf[~item] = entry;
            }
            else
            {
                _callOf[item] = entry;
            }

            if (item < _known)
            {
                (_next[last], _previous[entry]) = (entry, last);
                last = entry;
            }
        }
    }

    /// <summary>Places an item if it can come next here, and tells which to try then.</summary>
    private int Try(int item)
    {
        int after = _states.Step(_state, item);
        bool changes = after != _state;
        if (after == StateSpace.Impossible || (!changes && item >= _known))
        {
            return NextCandidate(item);
        }

        _placed.Add(item);
        if (_seen.Add(_placed.KeyWith(after)))
        {
            Place(item, after, _isQuery[item] && !changes);
            return FirstCandidate();
        }

        _placed.Remove(item);
        _isLeaf = false;
        return _isQuery[item] && !changes ? None : NextCandidate(item);
    }

    private void Place(int item, int after, bool isForced)
    {
        _order.Add(new Placement(item, _state, isForced));
        _isPlaced[item] = true;
        _isLeaf = true;
        _state = after;
        if (item < _known)
        {
            _left--;
            Unlink(_callOf[item]);
            Unlink(_endOf[item]);
        }
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
        _isPlaced[item] = false;
        _isLeaf = false;
        if (item < _known)
        {
            _left++;
            Relink(_endOf[item]);
            Relink(_callOf[item]);
        }
    }

    private int FirstCandidate() => Known(_next[Head]);

    private int NextCandidate(int item) => item < _known ? Known(_next[_callOf[item]]) : Optional(item + 1, FirstEnd());

    /// <summary>The item that is called at an entry; if that is the first end, the first of the optional ones.</summary>
    private int Known(int entry) => _itemOf[entry] >= 0 && entry != Head ? _itemOf[entry] : Optional(_known, entry);

    private int Optional(int first, int end)
    {
        for (int item = first; item < _questionOf.Length && _callOf[item] < end; item++)
        {
            if (!_isPlaced[item] && !AsksTheSameAsAnEarlier(item))
            {
                return item;
            }
        }

        if (_isLeaf)
        {
            _deadEnds.Note(end, _state, _order);
        }

        return None;
    }

    private bool AsksTheSameAsAnEarlier(int item)
    {
        for (int earlier = _known; earlier < item; earlier++)
        {
            if (_questionOf[earlier] == _questionOf[item] && !_isPlaced[earlier])
            {
                return true;
            }
        }

        return false;
    }

    private int FirstEnd()
    {
        int entry = _next[Head];
        while (_itemOf[entry] >= 0)
        {
            entry = _next[entry];
        }

        return entry;
    }

    private void Unlink(int entry) => (_next[_previous[entry]], _previous[_next[entry]]) = (_next[entry], _previous[entry]);

    private void Relink(int entry) => (_next[_previous[entry]], _previous[_next[entry]]) = (entry, entry);
}
