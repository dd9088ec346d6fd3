using System.Text;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Writes the pictures and the story of a run into a folder.</summary>
internal static class ReportFiles
{
    private const int FingerprintDigits = 8;

    /// <summary>Writes all formats and returns the page's path.</summary>
    public static string Write(string folder, DiscoveredSimulation simulation, RunResult run, RunLimits limits)
    {
        var options = limits.ForReplaying(simulation);
        var passing = run.Failure is null ? null : Simulator.FindPassing(run.Token, simulation.Body, options);
        var stem = Path.Combine(Path.GetFullPath(folder), $"{NameOf(simulation.Info.Name)}-{run.Fingerprint[..FingerprintDigits]}");
        try
        {
            var timeline = Timeline.Of(run, passing);
            foreach (var extension in (string[])[".html", ".json", ".mmd"])
            {
                timeline.Save(stem + extension);
            }

            File.WriteAllText(stem + ".txt", $"{run.Story}\n\n  Token     {run.Token}\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"The report can't be written to {folder}: {wrong.Message}");
        }

        return stem + ".html";
    }

    private static string NameOf(string simulation) =>
        string.Concat(simulation.Select(unit => char.IsAsciiLetterOrDigit(unit) || unit is '.' or '_' ? unit : '-'));
}
