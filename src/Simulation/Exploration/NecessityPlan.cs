namespace Sim;

/// <summary>Takes each departure of a shrunk run back, one at a time, and sees whether the run passes without it.</summary>
internal sealed class NecessityPlan(RunSpec spec, int[] choices) : IRunPlan
{
    private readonly int[] _departures = [.. Enumerable.Range(0, choices.Length).Where(i => choices[i] != 0)];
    private int _next;

    /// <summary>Whether the run passes without any one of them; false where nothing departs.</summary>
    public bool EachIsNeeded { get; private set; } = choices.Any(static choice => choice != 0);

    public RunSpec? Next()
    {
        if (_next == _departures.Length)
        {
            return null;
        }

        int[] without = [.. choices];
        without[_departures[_next++]] = 0;
        return spec with { Script = without, WaitsForOutside = false };
    }

    public void Completed(World world) => EachIsNeeded &= world.Outcome == RunOutcome.Passed;
}
