using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// lost_counter_update: two clients each read a counter from a store and write it back one higher, twice. The bug: the write does not ask
/// whether the counter is still what was read. The twin's does, and begins again if not.
/// </summary>
/// <param name="sim">The world.</param>
/// <param name="isFixed">Whether it is the twin.</param>
/// <param name="updates">How many updates each client makes.</param>
internal sealed class LostCounterUpdate(Simulation sim, bool isFixed, IReadOnlyList<int> updates)
{
    private readonly Shared<int> _counter = new(sim, 0);

    public LostCounterUpdate(Simulation sim, bool isFixed)
        : this(sim, isFixed, [2, 2])
    {
    }

    public async Task RunAsync()
    {
        await Task.WhenAll(updates.Select(count => Task.Run(() => CountAsync(count))));
        sim.Always(_counter.Value == updates.Sum(), "no update is lost");
    }

    private async Task CountAsync(int count)
    {
        for (int update = 0; update < count; update++)
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
