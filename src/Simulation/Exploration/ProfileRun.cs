namespace Sim;

/// <summary>
/// The run from which strategies learn the shape of a program: every choice is 0, so that it is the same in every session, process and shard.
/// </summary>
internal static class ProfileRun
{
    /// <summary>The profile run of the simulation that <paramref name="spec"/> runs.</summary>
    public static RunSpec Spec(RunSpec spec) => spec with { Seed = 0, Script = [], GoesOn = false, FairFrom = 0, Tracks = true, WaitsForOutside = false };

    /// <summary>Tells a strategy what the run that is over in <paramref name="world"/> showed.</summary>
    public static void Tell(IStrategy strategy, World world)
    {
        if (strategy.NeedsProfile)
        {
            strategy.Learn(RunProfile.Of(world));
        }
    }
}
