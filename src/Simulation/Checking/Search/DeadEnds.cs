namespace Sim.Checking;

/// <summary>The orders that went as far as any did, one for each state that they lead to.</summary>
internal sealed class DeadEnds
{
    private const int Most = 4;
    private readonly List<DeadEnd> _ends = [];

    /// <summary>How far they went.</summary>
    public int Reach { get; private set; } = -1;

    public IReadOnlyList<DeadEnd> All => _ends;

    public void Note(int reach, int state, List<Placement> placed)
    {
        if (reach < Reach)
        {
            return;
        }

        if (reach > Reach)
        {
            _ends.Clear();
            Reach = reach;
        }

        int same = _ends.FindIndex(end => end.State == state);
        if (same >= 0 && _ends[same].Order.Length < placed.Count)
        {
            _ends.RemoveAt(same);
            same = -1;
        }

        if (same < 0 && _ends.Count < Most)
        {
            _ends.Add(new DeadEnd(state, [.. placed.Select(static placement => placement.Item)]));
        }
    }
}

/// <summary>A place in an order that a search tries.</summary>
/// <param name="Item">What stands there.</param>
/// <param name="Before">The state before it.</param>
/// <param name="IsForced">Whether nothing is gained by another item in this place.</param>
internal readonly record struct Placement(int Item, int Before, bool IsForced);
