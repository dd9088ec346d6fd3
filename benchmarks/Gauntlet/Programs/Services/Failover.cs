using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// failover: a primary may write while its lease lasts; a monitor promotes the backup when the lease is over. The primary's last write takes
/// until 3 ms before that, and three steps more. The bug: the lease is looked at before the write, not when it takes effect, so on a
/// busy machine the old primary writes after the new one. The twin's store refuses a term that is over.
/// </summary>
internal sealed class Failover(Simulation sim, bool isFixed)
{
    private const int StoringSteps = 3;
    private static readonly TimeSpan s_lease = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_untilLastWrite = TimeSpan.FromMilliseconds(90);
    private static readonly TimeSpan s_writing = TimeSpan.FromMilliseconds(7);

    private readonly Shared<int> _storedTerm = new(sim, 1);
    private int _term = 1;

    public async Task RunAsync()
    {
        await Task.WhenAll(Task.Run(ServeAsync), Task.Run(MonitorAsync));
        sim.Always(_storedTerm.Value == 2, "what the new primary wrote stays");
    }

    private async Task ServeAsync()
    {
        await Task.Delay(s_untilLastWrite);
        if (_term == 1)
        {
            await Task.Delay(s_writing);
            await StoreAsync(term: 1);
        }
    }

    private async Task MonitorAsync()
    {
        await Task.Delay(s_lease);
        _term = 2;
        await StoreAsync(term: 2);
    }

    private async Task StoreAsync(int term)
    {
        for (int step = 0; step < StoringSteps; step++)
        {
            await Task.Yield();
        }

        await sim.Yield(_storedTerm);
        if (!isFixed || term >= _storedTerm.Value)
        {
            _storedTerm.Value = term;
        }
    }
}
