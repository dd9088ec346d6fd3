using Sim.Cli.Protocol;
using Sim.Cli.Reporting;

namespace Sim.Cli.Launching;

/// <summary>What the exploration of one simulation came to, confirmed.</summary>
internal sealed record ExploredSimulation(
    SimulationInfo Simulation, ExplorationReport Report, Confirmation? Confirmation, WorkerEnd? Death = null);

/// <summary>
/// Explores all simulations of a target. A worker that dies costs the simulation it was in, which is a finding; the
/// remaining ones go on in a new worker.
/// </summary>
internal sealed class ExploreSession(Launcher launcher, WorkerRequest request, ExploreView view)
{
    private readonly Confirmer _confirmer = new(launcher, request.Limits);
    private readonly List<ExploredSimulation> _explored = [];
    private IReadOnlyList<SimulationInfo> _found = [];

    /// <summary>What has been explored so far.</summary>
    public IReadOnlyList<ExploredSimulation> Explored => _explored;

    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            do
            {
                await RunWorkerAsync(cancel);
            }
            while (_explored.Count < _found.Count);
        }
        finally
        {
            await view.StopAsync();
        }
    }

    private async Task RunWorkerAsync(CancellationToken cancel)
    {
        var run = await launcher.RunAsync(
            request with { Start = _explored.Count }, (worker, message) => HearAsync(worker, message, cancel), cancel);
        if (run.Refusal is { } refusal)
        {
            throw new WrongInputException(refusal.Message);
        }

        if (run.Death is { } death && _explored.Count < _found.Count)
        {
            await AddAsync(await DiedAsync(_found[_explored.Count], death, run, cancel));
        }
    }

    private async Task HearAsync(RunningWorker worker, WorkerMessage message, CancellationToken cancel)
    {
        switch (message)
        {
            case FoundMessage found:
                _found = found.Simulations;
                break;
            case StartingMessage starting:
                view.Starting(_found[starting.Index], worker.Marker);
                break;
            case ExploredMessage { Report: var report }:
                await AddAsync(await ConfirmAsync(report, cancel));
                break;
        }
    }

    private async Task AddAsync(ExploredSimulation one)
    {
        await view.StopAsync();
        _explored.Add(one);
        view.Explored(one);
    }

    private async Task<ExploredSimulation> ConfirmAsync(ExplorationReport report, CancellationToken cancel)
    {
        var simulation = _found[_explored.Count];
        return new(simulation, report, report.Failure is { } failure
            ? await _confirmer.ConfirmAsync(simulation.Name, failure, cancel)
            : null);
    }

    private async Task<ExploredSimulation> DiedAsync(SimulationInfo simulation, WorkerEnd death, WorkerRun last, CancellationToken cancel)
    {
        var token = await launcher.SeedTokenAsync(simulation.Name, request.Limits, last.Seed, cancel);
        var failure = new FailureReport { Kind = death.Kind, Message = death.Reason, Place = simulation.Place, Seed = last.Seed, Token = token };
        var report = new ExplorationReport
        {
            Name = simulation.Name,
            Runs = last.Run,
            Story = DeathStory.Tell(simulation, last.Run, last.Seed, death),
            Failure = failure,
        };
        return new(simulation, report, await _confirmer.ConfirmDeathAsync(simulation.Name, token, death, cancel), death);
    }
}
