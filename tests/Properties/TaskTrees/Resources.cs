namespace Sim.Properties.TaskTrees;

/// <summary>What the tasks of a program share.</summary>
internal sealed class Resources
{
    public static readonly int[] Parties = [3, 2, 2];
    public static readonly int?[] Sizes = [2, 1, null];

    public AsyncLock[] Locks { get; } = [new(), new(), new()];

    public AsyncSemaphore[] Semaphores { get; } = [new AsyncBoundedSemaphore(1), new AsyncBoundedSemaphore(2), new AsyncSemaphore(3)];

    public AsyncQueue<int>[] Queues { get; } = [new(2), new AsyncLifoQueue<int>(1), new AsyncPriorityQueue<int>()];

    public AsyncBarrier[] Barriers { get; } = [.. Parties.Select(static parties => new AsyncBarrier(parties))];

    /// <summary>How many permits there are; the locks come first.</summary>
    public static int BoundOf(int permit) => permit < JobArbitrary.Resources ? 1 : permit - JobArbitrary.Resources + 1;
}
