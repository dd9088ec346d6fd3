using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// phase01: two tasks go through phases, each a lock taken and given back. The bug: in the second phase the lock is not given back, so
/// the other task waits for good. Every schedule shows it. The twin gives it back.
/// </summary>
internal sealed class Phase01(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _x = new(1, 1);
    private readonly SemaphoreSlim _y = new(1, 1);

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(PassAsync);
        await crew.StartAsync(PassAsync);
        await crew.JoinAsync();
    }

    private async Task PassAsync()
    {
        await PhaseAsync(_x, leaves: true);
        await PhaseAsync(_x, leaves: isFixed);
        await PhaseAsync(_y, leaves: true);
        await PhaseAsync(_y, leaves: true);
    }

    private async Task PhaseAsync(SemaphoreSlim gate, bool leaves)
    {
        await gate.EnterAsync(sim);
        if (leaves)
        {
            gate.Release();
        }
    }
}
