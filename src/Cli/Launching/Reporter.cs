using Sim.Cli.Protocol;
using Sim.Cli.Reporting;

namespace Sim.Cli.Launching;

/// <summary>Has a fresh worker replay a token and write its report into a folder.</summary>
internal sealed class Reporter(Launcher launcher, RunLimits limits, string folder)
{
    /// <summary>Which simulations a token may belong to; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Writes one report, and the index over all that are in the folder.</summary>
    /// <returns>The page, or why there is none.</returns>
    public async Task<(string? Page, string Words)> WriteAsync(string? simulation, string token, CancellationToken cancel)
    {
        var request = launcher.Request(WorkerMode.Replay, Filter) with { Simulation = simulation, Token = token, Limits = limits, Report = folder };
        var attempt = await launcher.ReplayAsync(request, cancel);
        if (attempt.Refusal is { ExitCode: ExitCode.WrongInput } refusal)
        {
            throw new WrongInputException(refusal.Message);
        }

        if (attempt.Report?.Page is { } page)
        {
            ReportIndex.Write(folder);
            return (page, page);
        }

        return (null, $"none: {attempt}");
    }
}
