using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// moby_30408: a client waits on a condition until a plugin is activated. The bug: the activation sets its result and wakes without the
/// lock, so both may come between the client's look and its wait, and the client waits for good. The twin takes the lock.
/// </summary>
internal sealed class Moby30408(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Condition _changed = new();
    private readonly Shared<bool> _activated = new(sim, false);

    public async Task RunAsync() => await Task.WhenAll(Task.Run(UseAsync), Task.Run(ActivateAsync));

    private async Task UseAsync()
    {
        await _lock.EnterAsync(sim);
        while (!await _activated.Read())
        {
            await sim.Yield(_changed);
            await _changed.WaitAsync(_lock);
        }

        _lock.Release();
    }

    private async Task ActivateAsync()
    {
        if (isFixed)
        {
            await _lock.EnterAsync(sim);
        }

        await _activated.Write(true);
        await sim.Yield(_changed);
        _changed.Broadcast();
        if (isFixed)
        {
            _lock.Release();
        }
    }
}
