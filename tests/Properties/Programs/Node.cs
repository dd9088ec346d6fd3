using System.Collections.Immutable;

namespace Sim.Properties.Programs;

/// <summary>A program as data: a tree of asynchronous operations. Every one ends, so every program does.</summary>
/// <param name="Op">What it does.</param>
/// <param name="Amount">Milliseconds, items or ticks, as the operation has it.</param>
/// <param name="Children">What it does it with.</param>
internal sealed record Node(Op Op, int Amount, ImmutableArray<Node> Children)
{
    /// <summary>The node and all below it.</summary>
    public IEnumerable<Node> All() => Children.SelectMany(static child => child.All()).Prepend(this);

    public override string ToString()
    {
        string amount = Amount == 0 ? "" : $" {Amount}";
        return Children.IsEmpty ? $"{Op}{amount}" : $"{Op}{amount}({string.Join(", ", Children)})";
    }
}
