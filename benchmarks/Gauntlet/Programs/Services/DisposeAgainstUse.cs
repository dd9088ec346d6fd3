using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// dispose_against_use: a worker makes rounds, each with a token of the service, until the service stops, which then disposes of the token's
/// source. The bug: the stop does not wait for the round that has begun, so the worker may ask a disposed source for its token. The
/// twin waits for the worker.
/// </summary>
internal sealed class DisposeAgainstUse(Simulation sim, bool isFixed)
{
    private const int Rounds = 3;

    private readonly CancellationTokenSource _source = new();
    private readonly Shared<bool> _stopping = new(sim, false);

    public async Task RunAsync()
    {
        Task worker = Task.Run(WorkAsync);
        await Task.WhenAll(worker, Task.Run(() => StopAsync(worker)));
    }

    private async Task WorkAsync()
    {
        for (int round = 0; round < Rounds && !await _stopping.Read(); round++)
        {
            await sim.Yield(_source, write: false);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_source.Token);
            await Task.Delay(1, limit.Token);
        }
    }

    private async Task StopAsync(Task worker)
    {
        await Task.Delay(1);
        await _stopping.Write(true);
        if (isFixed)
        {
            await worker;
        }

        await sim.Yield(_source);
        _source.Dispose();
    }
}
