using Sim.Cli.Launching;
using Sim.Cli.Protocol;

namespace Sim.Cli.Reporting;

/// <summary>The story of a run that ended its worker process: there is no trace, but there is what the process last wrote.</summary>
internal static class DeathStory
{
    private const int TitleWidth = 88;

    public static string Tell(SimulationInfo simulation, int run, ulong seed, WorkerEnd death) =>
        Tell(Title(simulation, $"FAILED at run {run:N0} (seed {seed})"), simulation, death);

    public static string TellReplay(SimulationInfo simulation, WorkerEnd death) =>
        Tell(Title(simulation, "FAILED"), simulation, death);

    private static string Tell(string title, SimulationInfo simulation, WorkerEnd death)
    {
        var told = new List<string> { title, "", $"  {death.Reason}", $"     {simulation.Place}" };
        told.AddRange((death.ExitWords ?? "").Split('\n').Skip(1).Select(line => "     " + line.Trim()));
        if (death.Shown.Count > 0)
        {
            told.AddRange(["", "  The last that it wrote:", .. death.Shown.Select(line => "     " + line)]);
        }

        return string.Join('\n', told);
    }

    private static string Title(SimulationInfo simulation, string verdict) => simulation.Name + verdict.PadLeft(Math.Max(verdict.Length + 2, TitleWidth - simulation.Name.Length));
}
