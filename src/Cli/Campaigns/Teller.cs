using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Sim.Cli.Launching;
using Sim.Cli.Protocol;
using Sim.Cli.Reporting;

namespace Sim.Cli.Campaigns;

/// <summary>Confirms what was found and tells it, one after the other, while the workers go on.</summary>
internal sealed class Teller(Launcher launcher, RunLimits limits, bool keepsGoing, CampaignStore store, ExploreView view)
{
    private ExceptionDispatchInfo? _wrong;
    private readonly Confirmer _confirmer = new(launcher, limits);
    private readonly Channel<(SimulationState State, Finding? Finding)> _events = Channel.CreateUnbounded<(SimulationState, Finding?)>();

    /// <summary>Writes the pictures, where they are wanted.</summary>
    public Reporter? Reporter { get; init; }

    /// <summary>A failure is ready to be told, while its simulation is still explored.</summary>
    public void Tell(SimulationState state, Finding finding) => _events.Writer.TryWrite((state, finding));

    /// <summary>A simulation is through.</summary>
    public void Complete(SimulationState state) => _events.Writer.TryWrite((state, null));

    /// <summary>Nothing more will come: what has not been told of these simulations, which may be in the midst of it, is told now.</summary>
    public void TellTheRest(IEnumerable<SimulationState> states)
    {
        foreach (var state in states)
        {
            foreach (var finding in state.Told.Where(one => !one.IsOld))
            {
                Tell(state, finding);
            }
        }

        _events.Writer.TryComplete();
    }

    /// <summary>Where the workers are now, for the progress that is shown.</summary>
    public void Exploring(IReadOnlyList<SimulationState> states, int first) => view.Exploring(first < states.Count ? states[first] : null);

    /// <summary>Tells everything until there is nothing more to come.</summary>
    public async Task TellAllAsync(CancellationToken cancel)
    {
        try
        {
            await foreach (var (state, finding) in _events.Reader.ReadAllAsync(CancellationToken.None))
            {
                await (finding is null ? CompleteAsync(state, cancel) : TellAsync(state, finding, cancel));
            }
        }
        finally
        {
            // What progress reads is gone soon, also where the exploration was ended in the midst of it.
            view.Exploring(null);
            await view.StopAsync();
        }

        _wrong?.Throw();
    }

    private async Task CompleteAsync(SimulationState state, CancellationToken cancel)
    {
        if (!keepsGoing && state.First is { } finding)
        {
            await TellAsync(state, finding, cancel);
        }
        else
        {
            await view.ShowAsync(() => view.Explored(state, keepsGoing));
        }
    }

    private async Task TellAsync(SimulationState state, Finding finding, CancellationToken cancel)
    {
        if (!finding.IsTold)
        {
            finding.IsTold = true;
            finding.Confirmation ??= await ConfirmAsync(state.Simulation.Name, finding, cancel);
            finding.Picture ??= await DrawAsync(state.Simulation.Name, finding, cancel);
            await view.ShowAsync(() => view.Failed(state, finding, keepsGoing));
            Keep(state, finding);
        }
    }

    // A folder that can't be written to must not keep the rest from being told.
    private void Keep(SimulationState state, Finding finding)
    {
        try
        {
            store.Keep(state, finding);
        }
        catch (WrongInputException wrong)
        {
            _wrong ??= ExceptionDispatchInfo.Capture(wrong);
        }
    }

    // A picture that can't be drawn must not keep the finding from being told.
    private async Task<string?> DrawAsync(string simulation, Finding finding, CancellationToken cancel)
    {
        try
        {
            return Reporter is null || finding.Death is not null ? null : (await Reporter.WriteAsync(simulation, finding.Failure.Token, cancel)).Words;
        }
        catch (WrongInputException wrong)
        {
            _wrong ??= ExceptionDispatchInfo.Capture(wrong);
            return $"none: {wrong.Message}";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<Confirmation> ConfirmAsync(string simulation, Finding finding, CancellationToken cancel)
    {
        try
        {
            return finding.Death is { } death
                ? await _confirmer.ConfirmDeathAsync(simulation, finding.Failure.Token, death, cancel)
                : await _confirmer.ConfirmAsync(simulation, finding.Failure, cancel);
        }
        catch (OperationCanceledException)
        {
            return new(false, "Not confirmed: the exploration was ended first.");
        }
    }
}
