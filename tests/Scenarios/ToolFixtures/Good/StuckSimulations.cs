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
        var mutex = Marshal.AllocHGlobal(128);
        Marshal.Copy(new byte[128], 0, mutex, 128);
        _ = Lock(mutex);
        _ = Lock(mutex);
        return Task.CompletedTask;
    }

    // A plain mutex (all zeros) locked twice by one thread waits for ever, whatever signals arrive.
    [LibraryImport("libc", EntryPoint = "pthread_mutex_lock")]
    private static partial int Lock(nint mutex);
}
