using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// reorder_N: N - 1 setters each write a = 1, then b = -1; a checker reads both. The bug: nothing keeps the two writes together, so
/// the checker may see a = 1 with b still 0. For that one setter must stand between its writes, none may be further, and the checker,
/// which starts last, must be there. The twin writes and checks under a lock.
/// </summary>
internal sealed class Reorder(Simulation sim, int tasks, bool isFixed)
{
    private readonly Shared<int> _a = new(sim, 0);
    private readonly Shared<int> _b = new(sim, 0);
    private readonly SemaphoreSlim _pair = new(1, 1);

    public async Task RunAsync()
    {
        var crew = new Crew();
        for (int setter = 1; setter < tasks; setter++)
        {
            await crew.StartAsync(() => GuardedAsync(SetAsync));
        }

        await crew.StartAsync(() => GuardedAsync(CheckAsync));
        await crew.JoinAsync();
    }

    private async Task GuardedAsync(Func<Task> access)
    {
        if (!isFixed)
        {
            await access();
            return;
        }

        await _pair.EnterAsync(sim);
        await access();
        _pair.Release();
    }

    private async Task SetAsync()
    {
        await _a.Write(1);
        await _b.Write(-1);
    }

    private async Task CheckAsync()
    {
        bool before = await _a.Read() == 0 && await _b.Read() == 0;
        if (!before)
        {
            bool after = await _a.Read() == 1 && await _b.Read() == -1;
            sim.Always(after, "the pair is written whole");
        }
    }
}
