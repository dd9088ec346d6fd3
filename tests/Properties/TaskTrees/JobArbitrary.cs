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
    private static readonly JobKind[] s_wrappers = [JobKind.Timeout, JobKind.Timeout, JobKind.WaitFor, JobKind.Shield, JobKind.Get, JobKind.Get];

    public static Arbitrary<JobProgram> Programs { get; } = Arb.From(
        from size in Gen.Choose(2, MostNodes)
        from root in Tree(size, 0)
        from count in Gen.Choose(0, 5)
        from cancellations in Gen.ArrayOf(Gen.Choose(0, 5).SelectMany(static after => Gen.Choose(0, MostNodes).Select(task => (after, task))), count)
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
            (held < 2 * Resources ? 5 : 0, Section(size, held)));

    private static Gen<Job> Leaf() => Gen.Frequency(
        (8, Leaf(JobKind.Sleep, 4)),
        (1, Leaf(JobKind.Fail, 1)),
        (4, Leaf(JobKind.Cancel, MostNodes)),
        (4, Leaf(JobKind.Put, 4)),
        (2, Leaf(JobKind.Join, 4)),
        (3, Leaf(JobKind.Meet, 6)));

    private static Gen<Job> Leaf(JobKind kind, int amounts) =>
        from amount in Gen.Choose(0, amounts - 1)
        from which in Which()
        select new Job(kind, amount, which, []);

    private static Gen<Job> Wrapper(int size, int held) =>
        from kind in Gen.Elements(s_wrappers)
        from amount in Gen.Choose(0, 5)
        from which in Which()
        from child in Tree(size - 1, held)
        select new Job(kind, amount, which, [child]);

    /// <summary>Mostly the first, so that programs meet.</summary>
    private static Gen<int> Which() => Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, Resources - 1)));

    /// <summary>Locks come first in the order, then semaphores.</summary>
    private static Gen<Job> Section(int size, int held) =>
        from drawn in Gen.Frequency((3, Gen.Constant(0)), (3, Gen.Choose(Resources, Resources + 1)), (1, Gen.Choose(0, (2 * Resources) - 1)))
        let which = Math.Max(held, drawn)
        from child in Tree(size - 1, which + 1)
        select new Job(which < Resources ? JobKind.Lock : JobKind.Semaphore, 0, which % Resources, [child]);

    private static Gen<Job> Group(int size, int held) =>
        from kind in Gen.Elements(s_groups)
        from count in Gen.Choose(1, Math.Min(5, size))
        from children in Gen.ArrayOf(Tree((size - 1) / count, held), count)
        select new Job(kind, 0, 0, [.. children]);
}
