using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// work_steal_queue: an owner puts items in at the tail and takes them from there, without a lock while they are enough; a thief takes
/// from the head, under a lock. The bug: the owner looks at the head before it lowers the tail, so both may take the last item. The
/// twin lowers the tail first, and where that was too far tries again under the lock (Frigo, Leiserson, Randall 1998).
/// </summary>
internal sealed class WorkStealing(Simulation sim, bool isFixed)
{
    private const int Items = 4;

    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Shared<int> _head = new(sim, 0);
    private readonly Shared<int> _tail = new(sim, 0);
    private readonly int[] _taken = new int[Items];

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(StealAllAsync);
        for (int item = 0; item < Items; item++)
        {
            await _tail.Write(await _tail.Read() + 1);
        }

        for (int item = 0; item < Items; item++)
        {
            Count(isFixed ? await TakeAsync() : await TakeCarelesslyAsync());
        }

        await crew.JoinAsync();
    }

    private async Task StealAllAsync()
    {
        for (int attempt = 0; attempt < Items / 2; attempt++)
        {
            await _lock.EnterAsync(sim);
            Count(await StealAsync());
            _lock.Release();
        }
    }

    private async Task<int?> StealAsync()
    {
        int head = await _head.Read();
        await _head.Write(head + 1);
        if (head < await _tail.Read())
        {
            return head;
        }

        await _head.Write(head);
        return null;
    }

    private async Task<int?> TakeCarelesslyAsync()
    {
        int last = await _tail.Read() - 1;
        if (await _head.Read() > last)
        {
            return null;
        }

        await _tail.Write(last);
        return last;
    }

    private async Task<int?> TakeAsync()
    {
        int last = await _tail.Read() - 1;
        await _tail.Write(last);
        if (await _head.Read() <= last)
        {
            return last;
        }

        await _lock.EnterAsync(sim);
        bool isThere = await _head.Read() <= last;
        if (!isThere)
        {
            await _tail.Write(last + 1);
        }

        _lock.Release();
        return isThere ? last : null;
    }

    private void Count(int? item)
    {
        if (item is { } index)
        {
            sim.Always(++_taken[index] == 1, "an item is taken once");
        }
    }
}
