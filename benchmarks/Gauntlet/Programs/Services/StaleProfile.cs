using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// stale_profile: a page reads a profile through a cache, while its owner changes it in the database and drops it from the cache. The bug: a
/// page that has read the old profile puts it into the cache after the drop, and there it stays. The twin puts it there only if
/// nothing was dropped since it began to read.
/// </summary>
internal sealed class StaleProfile(Simulation sim, bool isFixed)
{
    private readonly Shared<string> _database = new(sim, "old");
    private readonly Shared<string?> _cache = new(sim, null);
    private int _drops;

    public async Task RunAsync()
    {
        await Task.WhenAll(Task.Run(ShowAsync), Task.Run(ChangeAsync), Task.Run(ShowAsync));
        sim.Always(_cache.Value is null || _cache.Value == _database.Value, "the cache is not behind the database for good");
    }

    private async Task ShowAsync()
    {
        if (await _cache.Read() is not null)
        {
            return;
        }

        int drops = _drops;
        string profile = await _database.Read();
        await sim.Yield(_cache);
        if (!isFixed || drops == _drops)
        {
            _cache.Value = profile;
        }
    }

    private async Task ChangeAsync()
    {
        await _database.Write("new");
        await sim.Yield(_cache);
        _cache.Value = null;
        _drops++;
    }
}
