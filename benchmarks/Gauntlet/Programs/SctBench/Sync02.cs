using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// sync02: as <see cref="Sync01"/>, with two pieces at the start and two rounds each. The bug: the consumer's rounds are over when the two
/// pieces are gone, so the piece that the producer makes in its first round is taken by nobody, and in its second it waits for a
/// signal that does not come. Every schedule shows it. The twin's consumer has a round for every piece.
/// </summary>
internal sealed class Sync02(Simulation sim, bool isFixed)
{
    private const int Rounds = 2;

    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Condition _empty = new();
    private readonly Condition _full = new();
    private int _pieces = 2;

    public async Task RunAsync()
    {
        int consumed = isFixed ? Rounds + _pieces : Rounds;
        var crew = new Crew();
        await crew.StartAsync(ProduceAsync);
        await crew.StartAsync(() => ConsumeAsync(consumed));
        await crew.JoinAsync();
    }

    private async Task ProduceAsync()
    {
        for (int round = 0; round < Rounds; round++)
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
    }

    private async Task ConsumeAsync(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            await _lock.EnterAsync(sim);
            while (_pieces == 0)
            {
                await _full.WaitAsync(_lock);
            }

            _pieces--;
            _lock.Release();
            _empty.Signal();
        }
    }
}
