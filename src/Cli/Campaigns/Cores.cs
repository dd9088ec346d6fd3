using System.Diagnostics;
using System.Numerics;

namespace Sim.Cli.Campaigns;

/// <summary>How many processors there are for workers.</summary>
internal static class Cores
{
    /// <summary>What the runtime counts, container limits included; but simulations are told another number, which is none to go by.</summary>
    public static int Count => Math.Min(
        Environment.GetEnvironmentVariable("DOTNET_PROCESSOR_COUNT") is null ? Environment.ProcessorCount : Allowed(), Protocol.RunBoard.MostWorkers);

    private static int Allowed()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
        {
            return 1;
        }

        using var self = Process.GetCurrentProcess();
        return Math.Max(1, BitOperations.PopCount((nuint)self.ProcessorAffinity));
    }
}
