using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Runs the one schedule of a token.</summary>
internal sealed class Replayer(WorkerRequest request, RunMarker marker, LauncherLink link)
{
    public void Replay(IReadOnlyList<DiscoveredSimulation> all)
    {
        var token = request.Token ?? "";
        try
        {
            var index = Choose(all, token);
            link.Send(new StartingMessage(index));
            marker.RunStarting(1, 0);
            var result = Simulator.Replay(token, all[index].Body, request.Limits.ForReplaying(all[index]));
            StopBefore(all[index], token, result);
            var page = request.Report is { } folder ? ReportFiles.Write(folder, all[index], result, request.Limits) : null;
            link.Send(new ReplayedMessage(Report(all[index], result) with { Page = page }));
        }
        catch (ArgumentException wrong)
        {
            throw new WrongInputException(Reports.Words(wrong));
        }
        catch (ReplayDivergedException diverged)
        {
            link.Send(new RefusedMessage(diverged.Message, ExitCode.NotReproduced));
        }
    }

    // The step is known from the first replay; the second one stops before it.
    private void StopBefore(DiscoveredSimulation one, string token, RunResult known)
    {
        if (request.BreakAt is not { } step)
        {
            return;
        }

        if (step >= known.Steps)
        {
            throw new WrongInputException($"The run of this token has {known.Steps:N0} steps, 0 to {known.Steps - 1}: there is no step {step} to break at.");
        }

        Simulator.Replay(token, one.Body, request.Limits.ForReplaying(one) with { Break = new StepStop(step, known, marker, link).Break });
    }

    private int Choose(IReadOnlyList<DiscoveredSimulation> all, string token)
    {
        var fitting = Enumerable.Range(0, all.Count).Where(i => Fits(token, all[i].Info.Name)).ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw new WrongInputException(
                $"The token belongs to none of the simulations in {request.Assembly}: it is another program's, or the simulation was renamed."),
            _ => throw new WrongInputException(
                $"The token fits {fitting.Count} simulations in {request.Assembly}. Name the one with --filter."),
        };
    }

    private bool Fits(string token, string name) =>
        (request.Simulation is null || request.Simulation == name) && Simulator.TokenMatches(token, name);

    private static ReplayReport Report(DiscoveredSimulation one, RunResult result) =>
        new(one.Info.Name, result.Outcome.ToString(), result.Fingerprint, result.Steps, result.Story);
}
