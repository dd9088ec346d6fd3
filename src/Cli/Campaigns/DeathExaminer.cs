using Sim.Cli.Folder;
using Sim.Cli.Launching;
using Sim.Cli.Protocol;
using Sim.Cli.Reporting;

namespace Sim.Cli.Campaigns;

/// <summary>
/// Makes a finding of a worker's death. Where exploration goes on, a death that does not come again was probably not the run's doing (somebody
/// killed the process, the memory was short): the run is then made once more, so that what it would have found is found.
/// </summary>
internal sealed class DeathExaminer(Launcher launcher, WorkerRequest request, bool keepsGoing)
{
    private const int IdentityDigits = 32;
    private readonly Confirmer _confirmer = new(launcher, request.Limits);

    /// <summary>The finding; null where one like it is known.</summary>
    public async Task<Finding?> ExamineAsync(SimulationState state, WorkerSlot place, WorkerEnd death, CancellationToken cancel)
    {
        var identity = SealedJson.Digits($"{death.Kind} {string.Concat(death.Reason.Where(unit => !char.IsDigit(unit)))}", IdentityDigits);
        var known = state.Findings.FirstOrDefault(one => one.Failure.Identity == identity);
        var finding = known is null ? await FindAsync(state, place, death, identity, cancel) : null;
        var index = place.Cursor;
        if (keepsGoing && (known ?? finding)!.Confirmation?.Reproduced != true && state.MayRepeat(index))
        {
            return finding;
        }

        state.Board.Failures.Count(FailureTable.KeyOf(identity));
        place.Runs++;
        place.Failing++;
        if (!keepsGoing)
        {
            state.Board.StopAt(index);
        }

        place.Cursor++;
        return finding;
    }

    private async Task<Finding> FindAsync(
        SimulationState state, WorkerSlot place, WorkerEnd death, string identity, CancellationToken cancel)
    {
        var run = request.Limits.Shard.NumberOf(place.Cursor);
        var seed = (request.Limits.Seed ?? 0) + (ulong)run - 1;
        var token = death.Token ?? await launcher.SeedTokenAsync(state.Simulation.Name, request.Limits, seed, cancel);
        var failure = new FailureReport
        {
            Kind = death.Kind,
            Message = death.Reason,
            Place = state.Simulation.Place,
            Identity = identity,
            Run = run,
            Seed = seed,
            Token = token,
            Story = DeathStory.Tell(state.Simulation, run, seed, death),
        };
        return new(failure)
        {
            Death = death,
            IsExamined = true,
            Confirmation = keepsGoing ? await _confirmer.ConfirmDeathAsync(state.Simulation.Name, token, death, cancel) : null,
        };
    }
}
