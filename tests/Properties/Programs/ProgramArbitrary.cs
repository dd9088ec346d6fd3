using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Programs;

/// <summary>Makes programs, and smaller ones of those that break a property.</summary>
internal static class ProgramArbitrary
{
    private const int MostNodes = 24;

    private static readonly Op[] s_leaves = [Op.Yield, Op.Delay, Op.Choose, Op.Race, Op.QueueItem, Op.Cancel, Op.Ticks, Op.Narrow, Op.Wide];
    private static readonly Op[] s_wrappers = [Op.Spawn, Op.SpawnFree, Op.Block, Op.Promise, Op.QueuedPromise, Op.Catch];
    private static readonly Op[] s_sections = [Op.Section, Op.BlockingSection];
    private static readonly Op[] s_groups = [Op.Sequence, Op.All, Op.Any];

    /// <summary>Programs of every kind; some throw.</summary>
    public static Arbitrary<Node> Programs { get; } = From(canThrow: true);

    /// <summary>Programs that never throw.</summary>
    public static Arbitrary<Node> Calm { get; } = From(canThrow: false);

    /// <summary>Smaller programs: its parts, it without a part, it with a smaller part or a lower number.</summary>
    public static IEnumerable<Node> Shrink(Node node)
    {
        IEnumerable<Node> parts = node.Children;
        IEnumerable<Node> without = s_groups.Contains(node.Op) && node.Children.Length > 1
            ? node.Children.Select((_, i) => node with { Children = node.Children.RemoveAt(i) })
            : [];
        IEnumerable<Node> smaller = node.Children.SelectMany((child, i) => Shrink(child).Select(less => node with { Children = node.Children.SetItem(i, less) }));
        IEnumerable<Node> lower = node.Amount > 1 ? [node with { Amount = 1 }, node with { Amount = node.Amount - 1 }] : [];
        return [.. parts, .. without, .. smaller, .. lower];
    }

    private static Arbitrary<Node> From(bool canThrow) =>
        Arb.From(Gen.Choose(2, MostNodes).SelectMany(size => Tree(size, canThrow, mayEnter: true)), Shrink);

    /// <param name="mayEnter">Whether it may take the semaphore; who holds it may not, or it could wait for itself.</param>
    private static Gen<Node> Tree(int size, bool canThrow, bool mayEnter) => size <= 1
        ? Leaf(canThrow)
        : Gen.Frequency(
            (2, Leaf(canThrow)),
            (4, Wrapper(s_wrappers, size, canThrow, mayEnter)),
            (mayEnter ? 2 : 0, Wrapper(s_sections, size, canThrow, mayEnter: false)),
            (6, Group(size, canThrow, mayEnter)));

    private static Gen<Node> Leaf(bool canThrow) =>
        from op in Gen.Frequency((12, Gen.Elements(s_leaves)), (canThrow ? 1 : 0, Gen.Constant(Op.Throw)))
        from amount in Gen.Choose(1, 5)
        select new Node(op, amount, []);

    private static Gen<Node> Wrapper(Op[] ops, int size, bool canThrow, bool mayEnter) =>
        from op in Gen.Elements(ops)
        from child in Tree(size - 1, canThrow, mayEnter)
        select new Node(op, 0, [child]);

    private static Gen<Node> Group(int size, bool canThrow, bool mayEnter) =>
        from op in Gen.Elements(s_groups)
        from count in Gen.Choose(2, Math.Min(4, size))
        from children in Gen.ArrayOf(Tree((size - 1) / count, canThrow, mayEnter), count)
        select new Node(op, 0, [.. children]);
}
