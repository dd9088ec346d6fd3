using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Reactive;

/// <summary>Makes queries whose durations are few, so that much is due at the same time.</summary>
internal static class TimelineArbitrary
{
    private static readonly Operator[] s_sources = [.. Enum.GetValues<Operator>().Where(static one => one <= Operator.Fault)];
    private static readonly Operator[] s_unary = [.. Enum.GetValues<Operator>().Where(static one => one is > Operator.Fault and <= Operator.RepeatTwice)];
    private static readonly Operator[] s_binary = [.. Enum.GetValues<Operator>().Where(static one => one > Operator.RepeatTwice)];

    public static Arbitrary<Timeline> Timelines { get; } = Arb.From(Gen.Choose(1, 12).SelectMany(Tree), Shrink);

    private static Gen<int> Duration => Gen.Elements(0, 10, 10, 20, 20, 30, 40, 60);

    private static Gen<Timeline> Tree(int size) => size <= 1
        ? Node(s_sources, [])
        : Gen.Frequency(
            (1, Node(s_sources, [])),
            (4, Tree(size - 1).SelectMany(child => Node(s_unary, [child]))),
            (4, from one in Tree((size - 1) / 2) from other in Tree((size - 1) / 2) from both in Node(s_binary, [one, other]) select both));

    private static Gen<Timeline> Node(Operator[] operators, Timeline[] children) =>
        from one in Gen.Elements(operators)
        from first in Duration
        from second in Duration
        from count in Gen.Choose(1, 5)
        select new Timeline(one, first, second, count, children);

    private static IEnumerable<Timeline> Shrink(Timeline timeline) =>
    [
        .. timeline.Children,
        .. timeline.Children.SelectMany((child, i) => Shrink(child).Select(less => timeline with { Children = [.. timeline.Children[..i], less, .. timeline.Children[(i + 1)..]] })),
        .. timeline.Count > 1 ? [timeline with { Count = 1 }, timeline with { Count = timeline.Count - 1 }] : (Timeline[])[],
        .. timeline.First > 10 ? [timeline with { First = 10 }] : (Timeline[])[],
        .. timeline.Second > 10 ? [timeline with { Second = 10 }] : (Timeline[])[],
    ];
}
