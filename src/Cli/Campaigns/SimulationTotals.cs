using Sim.Cli.Folder;
using Sim.Cli.Protocol;

namespace Sim.Cli.Campaigns;

/// <summary>What the workers have done of one simulation.</summary>
/// <param name="Runs">In this campaign.</param>
/// <param name="Seconds">Real time spent on runs, without shrinking; of workers beside each other the longest.</param>
/// <param name="Failing">How many runs failed.</param>
/// <param name="EarlierRuns">In earlier campaigns of the folder.</param>
/// <param name="Behaviors">How many different runs, earlier campaigns included.</param>
internal sealed record SimulationTotals(
    long Runs, long Steps, double VirtualSeconds, double Seconds, long Failing, long EarlierRuns, long Behaviors)
{
    public double RunsPerSecond => Rate(Runs);

    public double StepsPerSecond => Rate(Steps);

    public double VirtualSecondsPerSecond => Rate(VirtualSeconds);

    public static SimulationTotals Of(RunBoard board, IReadOnlyList<ProgressEntry> earlier)
    {
        var slots = board.Slots().ToList();
        Span<byte> behaviors = stackalloc byte[BehaviorSketch.Registers];
        board.Behaviors.CopyTo(behaviors);
        foreach (var entry in earlier)
        {
            entry.MergeBehaviors(behaviors);
        }

        return new(
            board.Runs,
            slots.Sum(slot => slot.Steps),
            TimeSpan.FromTicks(slots.Sum(slot => slot.VirtualTicks)).TotalSeconds,
            TimeSpan.FromTicks(slots.Max(slot => slot.ElapsedTicks)).TotalSeconds,
            board.Failing,
            earlier.Sum(entry => entry.Runs),
            BehaviorSketch.Estimate(behaviors));
    }

    private double Rate(double count) => Seconds > 0 ? count / Seconds : 0;
}
