using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// carter01: two groups exclude each other. The first of a group takes the common lock, the last gives it back; who comes and who goes
/// is counted. The bug: one lock guards the counts of both groups, and it is held while the common lock is waited for, so that the
/// other group can't count itself out. The twin has a lock for each group's count. Two more tasks do nothing, as in the original.
/// </summary>
internal sealed class Carter01(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _counts = new(1, 1);
    private readonly SemaphoreSlim _countsOfOther = new(1, 1);
    private readonly SemaphoreSlim _common = new(1, 1);

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(() => VisitAsync(_counts, new Group()));
        await crew.StartAsync(() => VisitAsync(isFixed ? _countsOfOther : _counts, new Group()));
        await crew.StartAsync(static () => Task.CompletedTask);
        await crew.StartAsync(static () => Task.CompletedTask);
        await crew.JoinAsync();
    }

    private async Task VisitAsync(SemaphoreSlim counts, Group group)
    {
        await counts.EnterAsync(sim);
        if (++group.Present == 1)
        {
            await _common.EnterAsync(sim);
        }

        counts.Release();

        await counts.EnterAsync(sim);
        if (--group.Present == 0)
        {
            _common.Release();
        }

        counts.Release();
    }

    private sealed class Group
    {
        public int Present;
    }
}
