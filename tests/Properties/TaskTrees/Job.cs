using System.Collections.Immutable;

namespace Sim.Properties.TaskTrees;

/// <summary>A program of tasks as data. Every wait ends, and whoever holds something asks only for what comes later in order: so every program ends.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Amount">Milliseconds, or which task is canceled.</param>
/// <param name="Which">Which of the locks, queues and so on.</param>
/// <param name="Children">What it does it with.</param>
internal sealed record Job(JobKind Kind, int Amount, int Which, ImmutableArray<Job> Children)
{
    private static readonly JobKind[] s_spawning = [JobKind.Gather, JobKind.GatherOutcomes, JobKind.Group, JobKind.WaitFor, JobKind.Shield];

    /// <summary>Its place in the program, in the order in which it is written.</summary>
    public int Id { get; private set; }

    /// <summary>Whether its children are tasks of their own.</summary>
    public bool Spawns => s_spawning.Contains(Kind);

    /// <summary>The node and all below it.</summary>
    public IEnumerable<Job> All() => Children.SelectMany(static child => child.All()).Prepend(this);

    /// <summary>The same, numbered anew from 0 on.</summary>
    public Job Numbered()
    {
        int next = 0;
        return Numbered(ref next);
    }

    public override string ToString()
    {
        string which = Kind is JobKind.Lock or JobKind.Semaphore or JobKind.Put or JobKind.Get or JobKind.Join or JobKind.Meet ? $" #{Which}" : "";
        string amount = Kind is JobKind.Sleep or JobKind.Timeout or JobKind.WaitFor or JobKind.Cancel or JobKind.Put or JobKind.Get or JobKind.Join or JobKind.Meet ? $" {Amount}" : "";
        return $"{Id}:{Kind}{which}{amount}{(Children.IsEmpty ? "" : $"({string.Join(", ", Children)})")}";
    }

    private Job Numbered(ref int next)
    {
        int id = next++;
        ImmutableArray<Job>.Builder children = ImmutableArray.CreateBuilder<Job>(Children.Length);
        foreach (Job child in Children)
        {
            children.Add(child.Numbered(ref next));
        }

        return new Job(Kind, Amount, Which, children.MoveToImmutable()) { Id = id };
    }
}
