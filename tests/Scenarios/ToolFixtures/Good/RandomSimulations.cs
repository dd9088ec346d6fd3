using System.Diagnostics;
using System.Security.Cryptography;

namespace Sim.ToolFixtures;

/// <summary>A simulation that fails by what it draws at random for itself, so that its failure tells whether that comes again.</summary>
public static class RandomSimulations
{
    private static readonly Guid Instance = Guid.NewGuid();

    [Simulation(Runs = 200)]
    public static async Task Draws_ids_for_itself(Simulation sim)
    {
        sim.Log($"drawn once a process: {Instance == Guid.Empty}");
        await Task.Yield();
        using Activity activity = new Activity("draw").Start();
        sim.Log($"{Guid.NewGuid()} {Convert.ToHexString(RandomNumberGenerator.GetBytes(20))} {new Random().Next()} {activity.TraceId}");
        await Task.Delay(1);
        sim.Always(Guid.NewGuid().ToString()[0] != '0', "no id begins with a zero");
    }
}
