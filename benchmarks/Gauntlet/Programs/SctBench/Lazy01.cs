using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// lazy01: two tasks add 1 and 2 to a number under a lock, a third takes a value of 3 and more for an error. The bug: that is what the two
/// others come to, if both are there before it. The twin takes more than 3 for an error.
/// </summary>
internal sealed class Lazy01(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private int _data;

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(() => AddAsync(1));
        await crew.StartAsync(() => AddAsync(2));
        await crew.StartAsync(CheckAsync);
        await crew.JoinAsync();
    }

    private async Task AddAsync(int what)
    {
        await _lock.EnterAsync(sim);
        _data += what;
        _lock.Release();
    }

    private async Task CheckAsync()
    {
        await _lock.EnterAsync(sim);
        sim.Always(_data < (isFixed ? 4 : 3), "the data stays in its range");
        _lock.Release();
    }
}
