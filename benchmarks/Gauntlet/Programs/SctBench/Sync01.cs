using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// sync01: a producer waits for "empty", a consumer for "full", each signals the other; one piece is there at the start. The bug: the
/// consumer takes nothing, so the producer, wherever it is woken, waits for good. Every schedule shows it. The twin takes the piece.
/// </summary>
internal sealed class Sync01(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Condition _empty = new();
    private readonly Condition _full = new();
    private int _pieces = 1;

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(ProduceAsync);
        await crew.StartAsync(ConsumeAsync);
        await crew.JoinAsync();
    }

    private async Task ProduceAsync()
    {
        await _lock.EnterAsync(sim);
        while (_pieces > 0)
        {
            await _empty.WaitAsync(_lock);
        }

        _pieces++;
        _lock.Release();
        _full.Signal();
    }

    private async Task ConsumeAsync()
    {
        await _lock.EnterAsync(sim);
        while (_pieces == 0)
        {
            await _full.WaitAsync(_lock);
        }

        _pieces -= isFixed ? 1 : 0;
        _lock.Release();
        _empty.Signal();
    }
}
