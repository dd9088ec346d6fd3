namespace Sim.Checking;

/// <summary>What a search for an order came to.</summary>
/// <param name="Ruling">Whether there is one.</param>
/// <param name="Order">It, if there is one: items by number.</param>
/// <param name="DeadEnds">If there is none: the longest that go as far as any, each to another state.</param>
/// <param name="Culprit">If there is none: the item that has no place, or -1 where no single one is to blame.</param>
internal sealed record SearchResult(Ruling Ruling, int[] Order, IReadOnlyList<DeadEnd> DeadEnds, int Culprit)
{
    public static SearchResult Undecided => new(Ruling.Undecided, [], [], -1);
}

/// <summary>An order that does not go on.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Order">Its items.</param>
internal sealed record DeadEnd(int State, int[] Order);
