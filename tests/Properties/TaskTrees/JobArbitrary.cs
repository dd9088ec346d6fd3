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
    private static readonly JobKind[] s_wrappers = [JobKind.Timeout, JobKind.Timeout, JobKind.WaitFor, JobKind.Shield, JobKind.Get, JobKind.Get, JobKind.Catch, JobKind.Catch];

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
            (held < 2 * Resources ? 5 : 0, Section(size, held)),
            (held < 2 * Resources && size >= 6 ? 5 : 0, Meeting(held)));

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

    /// <summary>Tasks that want the same, and one that cancels in the very tick in which that comes free.</summary>
    private static Gen<Job> Meeting(int held) =>
        from kind in Gen.Elements(JobKind.Gather, JobKind.GatherOutcomes, JobKind.Group)
        from after in Gen.Choose(0, 2)
        from target in Gen.Choose(0, MostNodes)
        from which in Which()
        from section in Section(2, held)
        from meeting in Gen.Elements<Job[]>(
            [section with { Children = [Sleep(after)] }, section with { Children = [Sleep(1)] }, section with { Children = [Sleep(0)] }, Sequence(Sleep(after), Cancel(target))],
            [Get(which, Sleep(0)), Get(which, Sleep(1)), Sequence(Sleep(after), new Job(JobKind.Put, 1, which, []), Cancel(target))],
            [.. Enumerable.Repeat(new Job(JobKind.Put, 4, which, []), 4), Sequence(Sleep(after), Get(which, Cancel(target)))],
            [.. Enumerable.Repeat(new Job(JobKind.Put, 1, which, []), 2), Get(which, Sleep(0)), Get(which, Sleep(after)), new Job(JobKind.Join, 4, which, [])],
            [.. Enumerable.Repeat(new Job(JobKind.Meet, 3, which, []), 4), Sequence(Sleep(after), Cancel(target))])
        select new Job(kind, 0, 0, [.. meeting]);

    private static Job Sleep(int amount) => new(JobKind.Sleep, amount, 0, []);

    private static Job Cancel(int target) => new(JobKind.Cancel, target, 0, []);

    private static Job Get(int which, Job child) => new(JobKind.Get, 4, which, [child]);

    private static Job Sequence(params Job[] children) => new(JobKind.Sequence, 0, 0, [.. children]);

    private static Gen<Job> Group(int size, int held) =>
        from kind in Gen.Elements(s_groups)
        from count in Gen.Choose(1, Math.Min(5, size))
        from children in Gen.ArrayOf(Tree((size - 1) / count, held), count)
        select new Job(kind, 0, 0, [.. children]);
}
