using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// twostage_N: writers set the first value under one lock, then the second, which depends on it, under another; a reader looks at both
/// in the same way. The bug: between the two locks the values do not belong together. The reader, which starts last, sees that only
/// if one writer has done its first stage and none its second. The twin holds the first lock over both stages.
/// </summary>
internal sealed class TwoStage(Simulation sim, int tasks, bool isFixed)
{
    private readonly SemaphoreSlim _firstLock = new(1, 1);
    private readonly SemaphoreSlim _secondLock = new(1, 1);
    private int _first;
    private int _second;

    public async Task RunAsync()
    {
        var crew = new Crew();
        for (int writer = 1; writer < tasks; writer++)
        {
            await crew.StartAsync(WriteAsync);
        }

        await crew.StartAsync(ReadAsync);
        await crew.JoinAsync();
    }

    private async Task WriteAsync()
    {
        await _firstLock.EnterAsync(sim);
        _first = 1;
        await BetweenStagesAsync();
        _second = _first + 1;
        EndStages();
    }

    private async Task ReadAsync()
    {
        await _firstLock.EnterAsync(sim);
        int first = _first;
        if (first == 0)
        {
            _firstLock.Release();
            return;
        }

        await BetweenStagesAsync();
        int second = _second;
        EndStages();
        sim.Always(second == first + 1, "the second value follows the first");
    }

    private async Task BetweenStagesAsync()
    {
        if (!isFixed)
        {
            _firstLock.Release();
        }

        await _secondLock.EnterAsync(sim);
    }

    private void EndStages()
    {
        _secondLock.Release();
        if (isFixed)
        {
            _firstLock.Release();
        }
    }
}
