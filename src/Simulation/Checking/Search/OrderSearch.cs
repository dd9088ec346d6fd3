namespace Sim.Checking;

/// <summary>
/// Looks for an order of items that explains every answer and keeps given pairs in order. As <see cref="Linearizer"/>, where what must come before
/// what is not a matter of intervals in time.
/// </summary>
internal sealed class OrderSearch
{
    private const int None = -1;
    private readonly StateSpace _states;
    private readonly Budget _budget;
    private readonly int _known;
    private readonly int[][] _followers;
    private readonly int[] _waitsFor;
    private readonly bool[] _isQuery;

    /// <summary>What waits for nothing and is not placed, by number.</summary>
    private readonly List<int> _free;
    private readonly PlacedSet _placed;
    private readonly SeenSet _seen = new();
    private readonly List<Placement> _order = [];
    private readonly DeadEnds _deadEnds = new();
    private int _state = StateSpace.Initial;
    private int _left;
    private bool _isLeaf = true;

    /// <param name="states">What items do.</param>
    /// <param name="followers">Of each item, those that come later if they come. An item that can be left out has none.</param>
    /// <param name="known">Items below this cannot be left out; those from it on may.</param>
    /// <param name="isQuery">Which items never change a state.</param>
    /// <param name="budget">What it may take.</param>
    public OrderSearch(StateSpace states, int[][] followers, int known, bool[] isQuery, Budget budget)
    {
        _isQuery = isQuery;
        _states = states;
        _followers = followers;
        _known = _left = known;
        _budget = budget;
        _waitsFor = new int[followers.Length];
        _placed = new PlacedSet(known, followers.Length - known);
        foreach (int follower in followers.SelectMany(static items => items))
        {
            _waitsFor[follower]++;
        }

        _free = [.. Enumerable.Range(0, followers.Length).Where(item => _waitsFor[item] == 0)];
    }

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
                return new SearchResult(Ruling.Violated, [], _deadEnds.All, None);
            }
        }

        return new SearchResult(Ruling.Holds, [.. _order.Select(static placement => placement.Item)], [], None);
    }

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
        _left -= item < _known ? 1 : 0;
        Take(item);
        foreach (int follower in _followers[item])
        {
            if (--_waitsFor[follower] == 0)
            {
                Free(follower);
            }
        }
    }

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
        _left += item < _known ? 1 : 0;
        Free(item);
        foreach (int follower in _followers[item])
        {
            if (_waitsFor[follower]++ == 0)
            {
                Take(follower);
            }
        }
    }

    private int NextCandidate(int item)
    {
        int at = _free.BinarySearch(item + 1);
        at = at < 0 ? ~at : at;
        if (at < _free.Count)
        {
            return _free[at];
        }

        if (_isLeaf)
        {
            _deadEnds.Note(_order.Count, _state, _order);
        }

        return None;
    }

    private void Free(int item) => _free.Insert(~_free.BinarySearch(item), item);

    private void Take(int item) => _free.RemoveAt(_free.BinarySearch(item));
}
