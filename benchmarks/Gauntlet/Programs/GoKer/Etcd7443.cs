using System.Threading.Channels;
using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// etcd_7443: a balancer announces addresses to a watcher, which ends when it hears of the close. The bug: the announcement is sent while the
/// balancer's lock is held; if the watcher has ended, it is never taken, and the close, which needs the lock, waits for good.
/// The twin sends after it gave the lock back, and gives up when the balancer is closed.
/// </summary>
internal sealed class Etcd7443(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Channel<string> _addresses = Channel.CreateBounded<string>(0);
    private readonly CancellationTokenSource _stop = new();
    private bool _closed;

    public async Task RunAsync()
    {
        Task watcher = Task.Run(WatchAsync);
        Task announcer = Task.Run(() => AnnounceAsync("10.0.0.1"));
        Task closer = Task.Run(CloseAsync);
        await Task.WhenAll(watcher, announcer, closer);
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (string _ in _addresses.Reader.ReadAllAsync(_stop.Token))
            {
                await Task.Yield();
            }
        }
        catch (OperationCanceledException)
        {
            // The balancer closes: that is how a watcher ends.
        }
    }

    private async Task AnnounceAsync(string address)
    {
        await _lock.EnterAsync(sim);
        if (_closed)
        {
            _lock.Release();
        }
        else if (isFixed)
        {
            _lock.Release();
            await SendUntilStopAsync(address);
        }
        else
        {
            await _addresses.Writer.WriteAsync(address);
            _lock.Release();
        }
    }

    private async Task SendUntilStopAsync(string address)
    {
        try
        {
            await _addresses.Writer.WriteAsync(address, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody is left whom the address concerns.
        }
    }

    private async Task CloseAsync()
    {
        await sim.Yield(_stop);
        await _stop.CancelAsync();
        await _lock.EnterAsync(sim);
        _closed = true;
        _lock.Release();
    }
}
