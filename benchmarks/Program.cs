using System.Diagnostics;
using Sim.Benchmarks.Commands;
using Sim.Benchmarks.Measuring;

namespace Sim.Benchmarks;

internal static class Program
{
    private const string ProcessorCount = "DOTNET_PROCESSOR_COUNT";
    private const int CapturedExactly = 33;

    private const string Usage = """
        speed         [--seconds S] [--programs A,B1] [--json FILE]   runs and steps a second, bytes per run
        strategies    [--seconds S] [--programs A] [--strategies X;Y] [--json FILE]   runs a second of every strategy beside the random walk
        scale         [--hosts 10,100,...] [--messages N]             gossip among many hosts: messages a second, bytes per idle host
        waits         [--seconds S]                                   cost of blocking waits and captured timers
        hits          [--seeds N] [--programs A,D]                    runs to the first bug
        memory        [--runs N]                                      live bytes, threads, descriptors at a tenth and at the end
        loopback      [--seconds S]                                   web programs in the simulation beside the same ones on real sockets
        checker       [--seconds S] [--limit S]                       the linearizability judge beside the plain algorithm
        fingerprints  --count N --out FILE [--noise] [--warm] [--filter NAME]
        compare       N [--filter NAME]                               the same fingerprints in two processes, one cold with noise, one warm
        micro         [--filter NAME] [--dry]                         BenchmarkDotNet
        smoke                                                         a little of everything
        """;

    public static int Main(string[] args)
    {
        if (Environment.ProcessorCount < CapturedExactly)
        {
            return Relaunch(args);
        }

        try
        {
            return Dispatch(args);
        }
        catch (UsageException usage)
        {
            Console.Error.WriteLine(usage.Message);
            return 2;
        }
    }

    private static int Dispatch(string[] args)
    {
        var options = new Arguments(args.Skip(1));
        return args.FirstOrDefault()?.TrimStart('-') switch
        {
            "speed" => SpeedCommand.Run(options),
            "strategies" => StrategiesCommand.Run(options),
            "scale" => ScaleCommand.Run(options),
            "waits" => WaitsCommand.Run(options),
            "hits" => HitsCommand.Run(options),
            "memory" => MemoryCommand.Run(options),
            "loopback" => LoopbackCommand.Run(options),
            "checker" => CheckerCommand.Run(options),
            "fingerprints" => FingerprintsCommand.Run(options),
            "compare" => CompareCommand.Run(options),
            "micro" => MicroCommand.Run(options),
            "smoke" => SmokeCommand.Run(options),
            _ => throw new UsageException(Usage),
        };
    }

    /// <summary>Capture is exact from so many processors on, and their number is read when a process starts.</summary>
    private static int Relaunch(string[] args)
    {
        if (Environment.GetEnvironmentVariable(ProcessorCount) is not null)
        {
            throw new UsageException($"{ProcessorCount} must be at least {CapturedExactly}, or not set.");
        }

        using Process child = Self.Start(args, start => start.Environment[ProcessorCount] = $"{CapturedExactly}");
        child.WaitForExit();
        return child.ExitCode;
    }
}
