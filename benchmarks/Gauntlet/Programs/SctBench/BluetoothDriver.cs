using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// bluetooth_driver: a request counts itself in unless the driver is stopping; a stop waits for the count to be zero and takes the
/// driver down. The bug: the request looks at the stopping flag, and counts itself in a step later; a whole stop fits between the two.
/// The twin counts first and looks then.
/// </summary>
internal sealed class BluetoothDriver(Simulation sim, bool isFixed)
{
    private readonly Shared<int> _pending = new(sim, 1);
    private readonly Shared<bool> _stopping = new(sim, false);
    private readonly Shared<bool> _idle = new(sim, false);
    private readonly Shared<bool> _stopped = new(sim, false);

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(StopAsync);
        await RequestAsync();
        await crew.JoinAsync();
    }

    private async Task RequestAsync()
    {
        if (await CountInAsync())
        {
            sim.Always(!await _stopped.Read(), "no request is served by a driver that is down");
        }

        await CountOutAsync();
    }

    private async Task<bool> CountInAsync()
    {
        if (isFixed)
        {
            await _pending.Update(static count => count + 1);
            return !await _stopping.Read();
        }

        if (await _stopping.Read())
        {
            return false;
        }

        await _pending.Update(static count => count + 1);
        return true;
    }

    private async Task CountOutAsync()
    {
        if (await _pending.Update(static count => count - 1) == 0)
        {
            await _idle.Write(true);
        }
    }

    private async Task StopAsync()
    {
        await _stopping.Write(true);
        await CountOutAsync();
        if (await _idle.Read())
        {
            await _stopped.Write(true);
        }
    }
}
