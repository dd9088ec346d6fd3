using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// moby_4951: two deletions of one device, each under the lock of all devices, then that of the device. The bug: a deletion that waits
/// for the device to be idle gives the lock of all devices back and takes it again, while it holds the device's; the other may
/// hold the former by then and want the latter. The twin gives both back and takes both again in their order.
/// </summary>
internal sealed class Moby4951(Simulation sim, bool isFixed)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim _devices = new(1, 1);
    private readonly SemaphoreSlim _device = new(1, 1);
    private bool _isBusy = true;
    private bool _isThere = true;

    public async Task RunAsync() => await Task.WhenAll(Task.Run(DeleteAsync), Task.Run(DeleteAsync), Task.Run(LetGoAsync));

    private async Task LetGoAsync()
    {
        await sim.Yield(_device);
        _isBusy = false;
    }

    private async Task DeleteAsync()
    {
        await _devices.EnterAsync(sim);
        await _device.EnterAsync(sim);
        while (_isThere && _isBusy)
        {
            await PauseAsync();
        }

        _isThere = false;
        _device.Release();
        _devices.Release();
    }

    private async Task PauseAsync()
    {
        if (isFixed)
        {
            _device.Release();
        }

        _devices.Release();
        await Task.Delay(s_pause);
        await _devices.EnterAsync(sim);
        if (isFixed)
        {
            await _device.EnterAsync(sim);
        }
    }
}
