namespace Sim;

/// <summary>A run that passes, to be looked at beside one that fails.</summary>
internal static class PassingRun
{
    /// <summary>
    /// The run of choices that are known to pass; without any, the run without departures, if it passes.
    /// </summary>
    public static RunResult? Replay(RunSpec spec, int[]? choices)
    {
        RunResult result = SingleRun.Execute(spec with { Script = choices ?? [], KeepsDetails = true, WaitsForOutside = false }).Result!;
        return result.Outcome == RunOutcome.Passed ? result : null;
    }

    /// <summary>Looks for the passing run that differs least from a failing one: one swap of neighbors, then one departure less.</summary>
    public static RunResult? Find(RunSpec spec, FailureIdentity identity, int[] choices, Trace failing)
    {
        var effort = Effort.Begin();
        var swap = new SwapPlan(spec, identity, choices, failing, effort);
        Session.Execute(swap);
        int[]? passing = swap.Passing;
        if (passing is null)
        {
            var necessity = new NecessityPlan(spec, choices, effort);
            Session.Execute(necessity);
            passing = necessity.Passing;
        }

        return Replay(spec, passing);
    }
}
