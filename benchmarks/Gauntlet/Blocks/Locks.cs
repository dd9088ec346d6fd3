namespace Sim.Gauntlet.Blocks;

/// <summary>Locks whose acquisition is a scheduling point.</summary>
internal static class Locks
{
    /// <summary>Takes a lock. The point is before it, whether the lock is free or not, as at a lock of threads.</summary>
    public static async Task EnterAsync(this SemaphoreSlim gate, Simulation sim)
    {
        await sim.Yield(gate);
        await gate.WaitAsync();
    }
}
