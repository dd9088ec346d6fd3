namespace Sim.Checking;

/// <summary>
/// Looks for an order of operations that explains every answer and in which an operation that ended before another was called comes before it.
/// </summary>
/// <remarks>
/// The search of Wing and Gong (Testing and Verifying Concurrent Objects, 1993) with Lowe's cache (Testing for Linearizability, 2017): a
/// doubly linked list of calls and ends; a call before the first end may come next, and one that did is lifted out with its end; where the
/// first end is reached there is no way on, and the last one is put back. What was placed, with the state, is never looked at twice.
/// Departures: operations that may never have taken effect have no end, stand in a list of their own and are tried last, of several that
/// ask the same only the first; and a query that fits is placed without alternatives.
/// </remarks>
internal sealed class Linearizer : PlacementSearch
{
    private const int Head = 0;
    private readonly int[] _questionOf;

    /// <summary>The item of each entry: as it is where it is called, its complement where it ends. Entry 0 is the list's head.</summary>
    private readonly int[] _itemOf;
    private readonly int[] _callOf;
    private readonly int[] _endOf;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly bool[] _isPlaced;

    /// <param name="states">What items do.</param>
    /// <param name="events">Calls (an item) and ends (its complement) in the order in which they happened.</param>
    /// <param name="known">Items below this cannot be left out; the others may, have no end, and are numbered in the order of their calls.</param>
    /// <param name="questions">Which items ask the same.</param>
    /// <param name="isQuery">Which items never change a state.</param>
    /// <param name="budget">What it may take.</param>
    public Linearizer(StateSpace states, int[] events, int known, ReadOnlySpan<int> questions, bool[] isQuery, Budget budget)
        : base(states, known, isQuery, budget)
    {
        _questionOf = questions.ToArray();
        _itemOf = [0, .. events];
        _callOf = new int[questions.Length];
        _endOf = new int[known];
        _next = new int[_itemOf.Length];
        _previous = new int[_itemOf.Length];
        _isPlaced = new bool[questions.Length];
        Link();
    }

    protected override int Culprit => ~_itemOf[DeadEnds.Reach];

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

            if (item < Known)
            {
                (_next[last], _previous[entry]) = (entry, last);
                last = entry;
            }
        }
    }

    protected override void Lift(int item)
    {
        _isPlaced[item] = true;
        if (item < Known)
        {
            Unlink(_callOf[item]);
            Unlink(_endOf[item]);
        }
    }

    protected override void PutBack(int item)
    {
        _isPlaced[item] = false;
        if (item < Known)
        {
            Relink(_endOf[item]);
            Relink(_callOf[item]);
        }
    }

    protected override int NextCandidate(int item) =>
        item == None ? Called(_next[Head])
        : item < Known ? Called(_next[_callOf[item]])
        : Optional(item + 1, FirstEnd());

    /// <summary>The item that is called at an entry; if that is the first end, the first of the optional ones.</summary>
    private int Called(int entry) => _itemOf[entry] >= 0 && entry != Head ? _itemOf[entry] : Optional(Known, entry);

    private int Optional(int first, int end)
    {
        for (int item = first; item < _questionOf.Length && _callOf[item] < end; item++)
        {
            if (!_isPlaced[item] && !AsksTheSameAsAnEarlier(item))
            {
                return item;
            }
        }

        NoteEnd(end);
        return None;
    }

    private bool AsksTheSameAsAnEarlier(int item)
    {
        for (int earlier = Known; earlier < item; earlier++)
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
