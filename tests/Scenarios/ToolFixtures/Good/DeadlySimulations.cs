using System.Diagnostics;

namespace Sim.ToolFixtures;

/// <summary>Simulations that take their process with them.</summary>
public static class DeadlySimulations
{
    [Simulation]
    public static Task Overflows_the_stack(Simulation sim) => Task.FromResult(Deeper(1));

    [Simulation]
    public static Task Kills_its_process(Simulation sim)
    {
        Process.GetCurrentProcess().Kill();
        return Task.CompletedTask;
    }

    [Simulation]
    public static Task Exits(Simulation sim) => LeaveAsync();

    [Simulation]
    public static Task Fails_fast(Simulation sim)
    {
        Environment.FailFast("the fixture gives up");
        return Task.CompletedTask;
    }

    private static async Task LeaveAsync()
    {
        await Task.Yield();
        Environment.Exit(3);
    }

    private static int Deeper(int depth) => depth + Deeper(depth + 1) + depth;
}
