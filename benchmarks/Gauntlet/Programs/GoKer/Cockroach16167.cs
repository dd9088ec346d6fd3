using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// cockroach_16167: a statement is executed under a read lock and prepares itself under the same read lock; an update of the configuration
/// takes the write lock. The bug: a writer that waits keeps new readers out, so if it comes between the two read locks everybody
/// waits for good. The twin prepares without a second lock.
/// </summary>
internal sealed class Cockroach16167(Simulation sim, bool isFixed)
{
    private readonly ReadWriteLock _configuration = new(sim);
    private int _version;

    public async Task RunAsync()
    {
        await Task.WhenAll(Task.Run(ExecuteAsync), Task.Run(UpdateAsync));
        sim.Always(_version == 1, "the configuration was updated");
    }

    private async Task ExecuteAsync()
    {
        await _configuration.EnterReadAsync();
        await PrepareAsync();
        _configuration.ExitRead();
    }

    private async Task PrepareAsync()
    {
        if (!isFixed)
        {
            await _configuration.EnterReadAsync();
            _configuration.ExitRead();
        }
    }

    private async Task UpdateAsync()
    {
        await _configuration.EnterWriteAsync();
        _version++;
        _configuration.ExitWrite();
    }
}
