using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// deadlock01: two tasks count under two locks. The bug: one takes them in the order a, b, the other in the order b, a, and each may
/// hold its first when it wants its second. The twin has one order.
/// </summary>
internal sealed class Deadlock01(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _a = new(1, 1);
    private readonly SemaphoreSlim _b = new(1, 1);
    private int _count;

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(() => CountAsync(_a, _b));
        await crew.StartAsync(() => isFixed ? CountAsync(_a, _b) : CountAsync(_b, _a));
        await crew.JoinAsync();
        sim.Always(_count == 2, "both counted");
    }

    private async Task CountAsync(SemaphoreSlim first, SemaphoreSlim second)
    {
        await first.EnterAsync(sim);
        await second.EnterAsync(sim);
        _count++;
        second.Release();
        first.Release();
    }
}
