using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.TaskTrees;

/// <summary>Makes programs of tasks, and smaller ones of those that break a property.</summary>
internal static class JobArbitrary
{
    /// <summary>How many locks, semaphores, queues and barriers there are, each.</summary>
    public const int Resources = 3;

    private const int MostNodes = 30;
    private static readonly JobKind[] s_groups = [JobKind.Sequence, JobKind.Try, JobKind.Gather, JobKind.GatherOutcomes, JobKind.Group];
    private static readonly JobKind[] s_wrappers = [JobKind.Timeout, JobKind.Timeout, JobKind.WaitFor, JobKind.Shield, JobKind.Get];

    public static Arbitrary<JobProgram> Programs { get; } = Arb.From(
        from size in Gen.Choose(2, MostNodes)
        from root in Tree(size, 0)
        from count in Gen.Choose(0, 2)
        from cancellations in Gen.ArrayOf(Gen.Choose(0, 8).SelectMany(static after => Gen.Choose(0, MostNodes).Select(task => (after, task))), count)
        from seed in Gen.Choose(0, int.MaxValue)
        select new JobProgram(root.Numbered(), [.. cancellations], (ulong)seed),
        Shrink);

    private static IEnumerable<JobProgram> Shrink(JobProgram program) =>
        Shrink(program.Root).Select(root => program with { Root = root.Numbered() })
            .Concat(program.Cancellations.Select((_, i) => program with { Cancellations = program.Cancellations.RemoveAt(i) }));

    private static IEnumerable<Job> Shrink(Job job)
    {
        IEnumerable<Job> without = job.Children.Length > 1 ? job.Children.Select((_, i) => job with { Children = job.Children.RemoveAt(i) }) : [];
        IEnumerable<Job> smaller = job.Children.SelectMany((child, i) => Shrink(child).Select(less => job with { Children = job.Children.SetItem(i, less) }));
        IEnumerable<Job> lower = job.Amount > 0 ? [job with { Amount = 0 }, job with { Amount = job.Amount - 1 }] : [];
        return [.. job.Children, .. without, .. smaller, .. lower];
    }

    /// <param name="held">The locks below this, and the semaphores below this, are held by who does it, or waits for it.</param>
    private static Gen<Job> Tree(int size, int held) => size <= 1
        ? Leaf()
        : Gen.Frequency(
            (1, Leaf()),
            (6, Group(size, held)),
            (4, Wrapper(size, held)),
            (held < 2 * Resources ? 4 : 0, Section(size, held)));

    private static Gen<Job> Leaf() => Gen.Frequency(
        (8, Leaf(JobKind.Sleep, 6)),
        (1, Leaf(JobKind.Fail, 1)),
        (2, Leaf(JobKind.Cancel, MostNodes)),
        (2, Leaf(JobKind.Put, 4)),
        (1, Leaf(JobKind.Join, 4)),
        (2, Leaf(JobKind.Meet, 6)));

    private static Gen<Job> Leaf(JobKind kind, int amounts) =>
        from amount in Gen.Choose(0, amounts - 1)
        from which in Gen.Choose(0, Resources - 1)
        select new Job(kind, amount, which, []);

    private static Gen<Job> Wrapper(int size, int held) =>
        from kind in Gen.Elements(s_wrappers)
        from amount in Gen.Choose(0, 5)
        from which in Gen.Choose(0, Resources - 1)
        from child in Tree(size - 1, held)
        select new Job(kind, amount, which, [child]);

    /// <summary>Locks come first in the order, then semaphores.</summary>
    private static Gen<Job> Section(int size, int held) =>
        from which in Gen.Choose(held, (2 * Resources) - 1)
        from child in Tree(size - 1, which + 1)
        select new Job(which < Resources ? JobKind.Lock : JobKind.Semaphore, 0, which % Resources, [child]);

    private static Gen<Job> Group(int size, int held) =>
        from kind in Gen.Elements(s_groups)
        from count in Gen.Choose(1, Math.Min(5, size))
        from children in Gen.ArrayOf(Tree((size - 1) / count, held), count)
        select new Job(kind, 0, 0, [.. children]);
}
