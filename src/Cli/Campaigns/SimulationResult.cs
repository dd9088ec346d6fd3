namespace Sim.Cli.Campaigns;

/// <summary>What the exploration of one simulation came to.</summary>
/// <param name="Name">The simulation's.</param>
/// <param name="Totals">What was done.</param>
/// <param name="Findings">What was found, each with how often it was met in this campaign.</param>
/// <param name="OfOtherBuilds">How many findings of other builds of the program the folder holds.</param>
/// <param name="Sometimes">What should sometimes hold, counted as far as it is known.</param>
/// <param name="Strategy">The strategy, and what it decided.</param>
/// <param name="NeverReached">What of that never held, where all runs that were planned are counted: a finding.</param>
internal sealed record SimulationResult(
    string Name,
    SimulationTotals Totals,
    IReadOnlyList<(Finding Finding, long Times)> Findings,
    int OfOtherBuilds,
    IReadOnlyList<SometimesCount> Sometimes,
    IReadOnlyList<SometimesCount> NeverReached,
    string Strategy);
