namespace Sim.Checking;

/// <summary>
/// Looks for an order of items that explains every answer and keeps given pairs in order. As <see cref="Linearizer"/>, where what must come before
/// what is not a matter of intervals in time.
/// </summary>
internal sealed class OrderSearch : PlacementSearch
{
    private readonly int[][] _followers;
    private readonly int[] _waitsFor;

    /// <summary>What waits for nothing and is not placed, by number.</summary>
    private readonly List<int> _free;

    /// <param name="states">What items do.</param>
    /// <param name="followers">Of each item, those that come later if they come. An item that can be left out has none.</param>
    /// <param name="known">Items below this cannot be left out; those from it on may.</param>
    /// <param name="isQuery">Which items never change a state.</param>
    /// <param name="budget">What it may take.</param>
    public OrderSearch(StateSpace states, int[][] followers, int known, bool[] isQuery, Budget budget)
        : base(states, known, isQuery, budget)
    {
        _followers = followers;
        _waitsFor = new int[followers.Length];
        foreach (int follower in followers.SelectMany(static items => items))
        {
            _waitsFor[follower]++;
        }

        _free = [.. Enumerable.Range(0, followers.Length).Where(item => _waitsFor[item] == 0)];
    }

    /// <summary>Pairs that must be in order are no matter of one item.</summary>
    protected override int Culprit => None;

    protected override int NextCandidate(int item)
    {
        int at = _free.BinarySearch(item + 1);
        at = at < 0 ? ~at : at;
        if (at < _free.Count)
        {
            return _free[at];
        }

        NoteEnd(Placed);
        return None;
    }

    protected override void Lift(int item)
    {
        Take(item);
        foreach (int follower in _followers[item])
        {
            if (--_waitsFor[follower] == 0)
            {
                Free(follower);
            }
        }
    }

    protected override void PutBack(int item)
    {
        Free(item);
        foreach (int follower in _followers[item])
        {
            if (_waitsFor[follower]++ == 0)
            {
                Take(follower);
            }
        }
    }

    private void Free(int item) => _free.Insert(~_free.BinarySearch(item), item);

    private void Take(int item) => _free.RemoveAt(_free.BinarySearch(item));
}
