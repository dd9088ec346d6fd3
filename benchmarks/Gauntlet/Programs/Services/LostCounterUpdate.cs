using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// lost_counter_update: two clients each read a counter from a store and write it back one higher, twice. The bug: the write does not ask
/// whether the counter is still what was read. The twin's does, and begins again if not.
/// </summary>
internal sealed class LostCounterUpdate(Simulation sim, bool isFixed)
{
    private const int Clients = 2;
    private const int Updates = 2;

    private readonly Shared<int> _counter = new(sim, 0);

    public async Task RunAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(CountAsync)));
        sim.Always(_counter.Value == Clients * Updates, "no update is lost");
    }

    private async Task CountAsync()
    {
        for (int update = 0; update < Updates; update++)
        {
            while (!await TryCountAsync())
            {
                await Task.Yield();
            }
        }
    }

    private async Task<bool> TryCountAsync()
    {
        int read = await _counter.Read();
        await sim.Yield(_counter);
        if (isFixed && _counter.Value != read)
        {
            return false;
        }

        _counter.Value = read + 1;
        return true;
    }
}
