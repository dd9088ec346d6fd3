namespace Sim;

/// <summary>Takes each departure of a shrunk run back, one at a time, and sees whether the run passes without it; what was not tried is not known.</summary>
internal sealed class NecessityPlan(RunSpec spec, int[] choices, Effort effort) : IRunPlan
{
    private readonly int[] _departures = [.. Enumerable.Range(0, choices.Length).Where(i => choices[i] != 0)];
    private readonly Effort.Budget _budget = effort.Of(runs: 1_000, steps: 500_000);
    private int _next;

    /// <summary>Whether the run passes without any one of them; false where nothing departs.</summary>
    public bool EachIsNeeded { get; private set; } = choices.Any(static choice => choice != 0);

    /// <summary>The choices of the passing run that has the latest departure taken back, or null.</summary>
    public int[]? Passing { get; private set; }

    public RunSpec? Next()
    {
        if (_next == _departures.Length)
        {
            return null;
        }

        if (_budget.IsSpent)
        {
            EachIsNeeded = false;
            return null;
        }

        int[] without = [.. choices];
        without[_departures[_next++]] = 0;
        return spec with { Script = without, WaitsForOutside = false };
    }

    public void Completed(World world)
    {
        _budget.Count(world);
        EachIsNeeded &= world.Outcome == RunOutcome.Passed;
        if (world.Outcome == RunOutcome.Passed)
        {
            Passing = world.Choices.Recorded.ToArray();
        }
    }
}
