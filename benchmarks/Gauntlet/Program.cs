using System.Diagnostics;
using Sim.Benchmarks.Measuring;
using Sim.Gauntlet.Commands;

namespace Sim.Gauntlet;

internal static class Program
{
    private const string ProcessorCount = "DOTNET_PROCESSOR_COUNT";
    private const int CapturedExactly = 33;

    public static int Main(string[] args) => Environment.ProcessorCount < CapturedExactly ? Relaunch(args) : CommandLine.Run(args);

    /// <summary>Capture is exact from so many processors on, and their number is read when a process starts.</summary>
    private static int Relaunch(string[] args)
    {
        if (Environment.GetEnvironmentVariable(ProcessorCount) is not null)
        {
            return CommandLine.Refuse($"{ProcessorCount} must be at least {CapturedExactly}, or not set.");
        }

        using Process child = Self.Start(args, start => start.Environment[ProcessorCount] = $"{CapturedExactly}");
        child.WaitForExit();
        return child.ExitCode;
    }
}
