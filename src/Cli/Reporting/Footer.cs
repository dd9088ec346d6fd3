using Sim.Cli.Protocol;
using Sim.Cli.Target;

namespace Sim.Cli.Reporting;

/// <summary>The lines below a story that say how to see the failure again.</summary>
internal static class Footer
{
    public static string Of(SimulationTarget target, SimulationInfo simulation, string token) =>
        $"  Replay    sim replay {Quoted(target.Argument)} {token}\n"
        + $"  In code   [{simulation.Mark}(Replay = \"{token}\")]";

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
