using System.Runtime.CompilerServices;

namespace Sim.Gauntlet.Blocks;

/// <summary>Scheduling points that belong to no variable.</summary>
internal static class Points
{
    public static YieldAwaitable Yield(this Simulation sim, object resource, bool write = true) => Task.Yield();

    /// <summary>Takes a lock. The point is before it, whether the lock is free or not, as at a lock of threads.</summary>
    public static async Task EnterAsync(this SemaphoreSlim gate, Simulation sim)
    {
        await sim.Yield(gate);
        await gate.WaitAsync();
    }
}
