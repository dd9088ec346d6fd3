using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// cache_stampede: four requests ask for one value; the first loads it, others that come meanwhile wait for that load. The bug: the
/// load is struck off before its value is in the cache, and a request that comes between the two loads once more. The twin strikes it
/// off when the value is there.
/// </summary>
internal sealed class CacheStampede(Simulation sim, bool isFixed)
{
    private const int Requests = 4;

    private readonly Shared<string?> _cache = new(sim, null);
    private Task<string>? _loading;
    private int _loads;

    public async Task RunAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => Task.Run(GetAsync)));
        sim.Always(_loads == 1, "the value is loaded once");
    }

    private async Task<string> GetAsync() => await _cache.Read() ?? await (_loading ??= LoadAsync());

    private async Task<string> LoadAsync()
    {
        _loads++;
        await Task.Yield();
        if (!isFixed)
        {
            _loading = null;
        }

        await _cache.Write("value");
        _loading = null;
        return "value";
    }
}
