using System.Runtime.CompilerServices;
using Sim.Cli.Commands;
using Sim.Cli.Worker;

namespace Sim.Cli;

internal static class Program
{
    private static int Main(string[] args) =>
        args is [WorkerMain.Command, ..] ? WorkerMain.Run(args) : RunLauncher(args);

    // Apart from Main: in a worker the command line's packages are not there, and compiling Main must not look for them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunLauncher(string[] args) => CommandLine.Run(args);
}
