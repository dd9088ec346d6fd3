using System.Diagnostics;
using Sim.Cli.Campaigns;
using Sim.Cli.Protocol;

namespace Sim.Cli.Reporting;

/// <summary>How far the workers are with a simulation, at one moment.</summary>
/// <param name="Name">The simulation's.</param>
/// <param name="Totals">What they have done.</param>
/// <param name="Elapsed">Real time since the first run began.</param>
/// <param name="Failures">How many different failures were found.</param>
/// <param name="Share">How much of the work is done, from 0 to 1.</param>
/// <param name="Left">How much longer it will take; null where nothing is known yet.</param>
internal sealed record ProgressReading(
    string Name, SimulationTotals Totals, TimeSpan Elapsed, int Failures, double Share, TimeSpan? Left)
{
    public static ProgressReading Of(SimulationState state, RunLimits limits)
    {
        var totals = state.Totals;
        var elapsed = state.Board.Started is 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(state.Board.Started);
        var share = ShareOf(state, limits, elapsed);
        TimeSpan? left = share > 0 && elapsed > TimeSpan.Zero ? elapsed * ((1 - share) / share) : null;
        return new(state.Simulation.Name, totals, elapsed, state.Findings.Count(one => !one.IsOld), share, left);
    }

    /// <summary>Runs, runs and steps a second, behaviors, failures and the time left, in one line.</summary>
    /// <param name="before">The reading that was shown last: behaviors since then are new.</param>
    public string Line(ProgressReading? before)
    {
        var fresh = Totals.Behaviors - (before is not null && before.Name == Name ? before.Totals.Behaviors : 0);
        return $"{Name}  {Totals.Runs:N0} runs, {Rate(Totals.Runs):N0} runs/s, {Rate(Totals.Steps):N0} steps/s, "
            + $"{Totals.Behaviors:N0} behaviors ({fresh:N0} new), {Count(Failures, "failure")}, {(Left is { } left ? $"{Clock(left)} left" : "time left unknown")}";
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number:N0} {what}s";

    private static string Clock(TimeSpan time) =>
        time < TimeSpan.FromDays(1) ? $"{time:hh\\:mm\\:ss}" : $"{time.TotalDays:N0} d {time:hh\\:mm}";

    // Whichever limit is nearer.
    private static double ShareOf(SimulationState state, RunLimits limits, TimeSpan elapsed)
    {
        var runs = limits.Shard.RunsOf(limits.RunsOf(state.Simulation)) - state.Board.First;
        var ofRuns = runs > 0 ? (state.Board.Next - state.Board.First) / (double)runs : 1;
        return Math.Clamp(limits.Time is { } time ? Math.Max(ofRuns, elapsed / time) : ofRuns, 0, 1);
    }

    private double Rate(long count) => Elapsed > TimeSpan.Zero ? count / Elapsed.TotalSeconds : 0;
}
