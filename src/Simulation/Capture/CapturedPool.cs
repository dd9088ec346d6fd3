using System.Collections.Concurrent;

namespace Sim.Capture;

/// <summary>
/// The thread pool's two queues as the carriers see them. Only one carrier runs at a time, so one pair serves them all,
/// and the fields of the local queue can be read without the lock that its own thieves would need.
/// </summary>
/// <remarks>
/// A blocking <c>Task.Wait</c> moves everything in the thread's local queue to a global one, where real workers take it, before
/// it tells anybody that it blocks. So the local queue always looks empty from its front: the head index stands beyond every
/// tail. Pushing goes on as before, but the queue can no longer grow, hence its size.
/// </remarks>
internal sealed class CapturedPool
{
    private const int Capacity = 1 << 20;

    private readonly object _local = PoolInternals.NewStealingQueue();
    private readonly object?[] _items = new object?[Capacity];
    private readonly ConcurrentQueue<object> _global = new();

    public CapturedPool()
    {
        PoolInternals.Items.Of(_local) = _items;
        PoolInternals.Mask.Of(_local) = Capacity - 1;
        PoolInternals.Head.Of(_local) = int.MaxValue - Capacity;
    }

    /// <summary>The queues of the process; sessions use them in turn.</summary>
    public static CapturedPool Instance { get; } = new();

    /// <summary>Makes the calling thread queue into this pool from now on.</summary>
    public void Redirect() => PoolInternals.Redirect(_local, _global);

    /// <summary>Hands over everything queued, oldest first: local items, then global ones.</summary>
    public void Drain(World world)
    {
        ref int tail = ref PoolInternals.Tail.Of(_local);
        if (tail != 0)
        {
            DrainLocal(world, tail);
            tail = 0;
        }

        while (!_global.IsEmpty && _global.TryDequeue(out object? item))
        {
            world.Enqueue(item, StepKind.Pool);
        }
    }

    private void DrainLocal(World world, int count)
    {
        if (count > Capacity)
        {
            throw new InternalErrorException($"One step queued {count:N0} items to the thread pool; at most {Capacity:N0} can be captured.");
        }

        for (int i = 0; i < count; i++)
        {
            world.Enqueue(_items[i]!, StepKind.Pool);
            _items[i] = null;
        }
    }
}
