using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// token_ring: three tasks each take over their neighbor's number, the first one more than the last's; a fourth checks that all are
/// equal once all three have been. Each task's work is atomic. The bug: nothing says in which order they go. The twin's tasks wait for
/// their neighbor.
/// </summary>
internal sealed class TokenRing(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _firstIsDone = new(isFixed ? 0 : 1);
    private readonly SemaphoreSlim _secondIsDone = new(isFixed ? 0 : 1);
    private readonly int[] _numbers = [1, 2, 1];
    private int _done;

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(FirstAsync);
        await crew.StartAsync(SecondAsync);
        await crew.StartAsync(ThirdAsync);
        await crew.StartAsync(CheckAsync);
        await crew.JoinAsync();
    }

    private async Task FirstAsync()
    {
        await sim.Yield(_numbers);
        _numbers[0] = (_numbers[2] + 1) % 4;
        _done++;
        _firstIsDone.Release();
    }

    private async Task SecondAsync()
    {
        await _firstIsDone.WaitAsync();
        await sim.Yield(_numbers);
        _numbers[1] = _numbers[0];
        _done++;
        _secondIsDone.Release();
    }

    private async Task ThirdAsync()
    {
        await _secondIsDone.WaitAsync();
        await sim.Yield(_numbers);
        _numbers[2] = _numbers[1];
        _done++;
    }

    private async Task CheckAsync()
    {
        await sim.Yield(_numbers);
        sim.Always(_done < 3 || (_numbers[0] == _numbers[1] && _numbers[1] == _numbers[2]), "the token went round");
    }
}
