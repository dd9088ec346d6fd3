using Sim.Cli.Protocol;
using Sim.Cli.Target;

namespace Sim.Cli.Reporting;

/// <summary>The lines below a story that say how to see the failure again.</summary>
internal static class Footer
{
    public static string Of(SimulationTarget target, SimulationInfo simulation, string token, RunLimits limits) =>
        $"  Replay    sim replay {Quoted(target.Argument)} {token}{Options(limits)}\n"
        + $"  In code   [{simulation.Mark}(Replay = \"{token}\")]";

    // A limit that ended the run must end its replay too.
    private static string Options(RunLimits limits) =>
        (limits.MaxSteps is { } steps ? $" --max-steps {steps}" : "")
        + (limits.StepTimeout is { } timeout ? $" --step-timeout {timeout.TotalMilliseconds:0}ms" : "");

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
