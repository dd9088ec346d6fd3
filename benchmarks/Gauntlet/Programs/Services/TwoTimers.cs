using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// two_timers: a reservation expires after 100 ms, and its payment is confirmed after 97 ms; each looks whether the reservation is pending,
/// takes two steps to write what it does, and does it. The bug: the look and the effect are apart, so on a busy machine a
/// seat is paid and given back. The twin looks again at the moment of the effect.
/// </summary>
internal sealed class TwoTimers(Simulation sim, bool isFixed)
{
    private static readonly TimeSpan s_expiry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_payment = TimeSpan.FromMilliseconds(97);

    private readonly Shared<bool> _pending = new(sim, true);
    private int _ends;

    public async Task RunAsync()
    {
        await Task.WhenAll(Task.Run(() => EndAfterAsync(s_expiry)), Task.Run(() => EndAfterAsync(s_payment)));
        sim.Always(_ends == 1, "a reservation is either paid or given back");
    }

    private async Task EndAfterAsync(TimeSpan delay)
    {
        await Task.Delay(delay);
        if (!await _pending.Read())
        {
            return;
        }

        await Task.Yield();
        await sim.Yield(_pending);
        if (!isFixed || _pending.Value)
        {
            _pending.Value = false;
            _ends++;
        }
    }
}
