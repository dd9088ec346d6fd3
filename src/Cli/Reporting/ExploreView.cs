using Sim.Cli.Launching;
using Sim.Cli.Protocol;
using Sim.Cli.Target;

namespace Sim.Cli.Reporting;

/// <summary>What a person sees of an exploration: progress on a terminal, and each result as it is known.</summary>
internal sealed class ExploreView(SimulationTarget target, RunLimits limits)
{
    private readonly StoryPrinter _printer = new();
    private RunProgress? _progress;

    public void Starting(SimulationInfo simulation, RunMarker marker)
    {
        if (_printer.IsTerminal)
        {
            var runs = limits.Runs ?? (limits.Time is null ? simulation.Runs : null);
            _progress = RunProgress.Start(simulation.Name, runs, marker);
        }
    }

    /// <summary>Takes the progress bar away; output may follow, and the marker may go.</summary>
    public async Task StopAsync()
    {
        if (_progress is not null)
        {
            await _progress.StopAsync();
            _progress = null;
        }
    }

    public void Explored(ExploredSimulation one)
    {
        if (one.Report.Failure is { } failure)
        {
            _printer.Print(one.Report.Story);
            _printer.Print($"\n{Footer.Of(target, one.Simulation, failure.Token, limits)}");
            _printer.Print($"  {one.Confirmation?.Sentence} {Runs(one.Report)}");
            Console.Out.WriteLine();
        }
        else
        {
            _printer.Print($"{one.Report.Story.TrimEnd()}{Speed(one.Report)}");
        }
    }

    private static string Runs(ExplorationReport report)
    {
        var runs = report.Runs == 1 ? "1 run" : $"{report.Runs:N0} runs";
        return HasSpeed(report) ? $"{runs},{Speed(report)}" : $"{runs}.";
    }

    private static string Speed(ExplorationReport report) =>
        HasSpeed(report) ? $" {report.Throughput.RunsPerSecond:N0} runs/s." : "";

    private static bool HasSpeed(ExplorationReport report) => report.Throughput.RunsPerSecond > 0;
}
