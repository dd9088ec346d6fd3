using System.Runtime.InteropServices;

namespace Sim.ToolFixtures;

/// <summary>Simulations in which a step never ends.</summary>
public sealed partial class StuckSimulations
{
    [Simulation]
    public static Task Spins(Simulation sim)
    {
        while (sim.Seed < ulong.MaxValue)
        {
        }

        return Task.CompletedTask;
    }

    [Simulation]
    public static Task Sleeps(Simulation sim)
    {
        Thread.Sleep(Timeout.Infinite);
        return Task.CompletedTask;
    }

    [Simulation]
    public static Task Blocks_in_native_code(Simulation sim)
    {
        Pause();
        return Task.CompletedTask;
    }

    // Waits for a signal that has a handler, so here for ever; no managed interrupt reaches it.
    [LibraryImport("libc", EntryPoint = "pause")]
    private static partial int Pause();
}
