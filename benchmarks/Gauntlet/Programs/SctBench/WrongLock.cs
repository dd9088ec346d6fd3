using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// wronglock: one task counts under the lock of the data and checks that nobody else did meanwhile, three others count too. The bug: they
/// hold another lock. The twin has one lock.
/// </summary>
internal sealed class WrongLock(Simulation sim, bool isFixed)
{
    private const int Others = 3;

    private readonly SemaphoreSlim _dataLock = new(1, 1);
    private readonly SemaphoreSlim _otherLock = new(1, 1);
    private readonly Shared<int> _data = new(sim, 0);

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(CountAndCheckAsync);
        for (int other = 0; other < Others; other++)
        {
            await crew.StartAsync(() => CountAsync(isFixed ? _dataLock : _otherLock));
        }

        await crew.JoinAsync();
    }

    private async Task CountAndCheckAsync()
    {
        await _dataLock.EnterAsync(sim);
        int before = await _data.Read();
        await _data.Update(static data => data + 1);
        sim.Always(await _data.Read() == before + 1, "nobody else counts under the lock");
        _dataLock.Release();
    }

    private async Task CountAsync(SemaphoreSlim gate)
    {
        await gate.EnterAsync(sim);
        await _data.Update(static data => data + 1);
        gate.Release();
    }
}
