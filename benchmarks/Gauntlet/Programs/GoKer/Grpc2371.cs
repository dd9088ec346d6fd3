using System.Threading.Channels;
using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// grpc_2371: a connection starts a watcher that announces on the balancer's channel, and may be closed right away, which takes the balancer
/// from it; both under the connection's lock. The bug: the watcher does not ask whether there still is a balancer. The twin's does.
/// </summary>
internal sealed class Grpc2371(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private Channel<int>? _updates = Channel.CreateBounded<int>(1);

    public async Task RunAsync() => await Task.WhenAll(Task.Run(WatchAsync), Task.Run(CloseAsync));

    private async Task WatchAsync()
    {
        await _lock.EnterAsync(sim);
        if (_updates is not null || !isFixed)
        {
            sim.Always(_updates is not null, "the watcher announces on a channel that is there");
            _updates!.Writer.TryWrite(1);
        }

        _lock.Release();
    }

    private async Task CloseAsync()
    {
        await _lock.EnterAsync(sim);
        _updates = null;
        _lock.Release();
    }
}
