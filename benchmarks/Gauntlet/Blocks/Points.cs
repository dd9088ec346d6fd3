namespace Sim.Gauntlet.Blocks;

/// <summary>Scheduling points that belong to no variable.</summary>
internal static class Points
{
    /// <summary>Takes a lock. The point is before it, whether the lock is free or not, as at a lock of threads.</summary>
    public static async Task EnterAsync(this SemaphoreSlim gate, Simulation sim)
    {
        await sim.Yield(gate);
        await gate.WaitAsync();
    }
}
