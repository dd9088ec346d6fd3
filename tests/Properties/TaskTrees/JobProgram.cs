using System.Collections.Immutable;

namespace Sim.Properties.TaskTrees;

/// <summary>A program of tasks, and who is canceled from outside, and when.</summary>
/// <param name="Root">What it does.</param>
/// <param name="Cancellations">After how many milliseconds, and which task, counted in the order in which tasks are made.</param>
/// <param name="Seed">For the orders that are drawn.</param>
internal sealed record JobProgram(Job Root, ImmutableArray<(int After, int Task)> Cancellations, ulong Seed)
{
    public override string ToString() => $"{Root}; canceled from outside: [{string.Join(", ", Cancellations)}]; seed {Seed}";
}
