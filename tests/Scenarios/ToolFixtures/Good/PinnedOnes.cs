namespace Sim.ToolFixtures;

/// <summary>Pinned to a token, as a simulation is while its failure is being mended; this token was damaged.</summary>
public static class PinnedOnes
{
    [Simulation(Replay = "sim1-damaged")]
    public static Task Is_pinned(Simulation sim) => Task.CompletedTask;
}
