namespace Sim.Scenarios.Determinism;

/// <summary>Runs a simulation twice: what came out must come out again, bit for bit.</summary>
internal static class Twice
{
    public static RunResult Run(Func<Simulation, Task> body, RunOptions? options = null)
    {
        RunResult first = Simulator.Run(body, options);
        RunResult second = Simulator.Run(body, options);
        Assert.True(first.Fingerprint == second.Fingerprint, first.Trace.FirstDifference(second.Trace));
        Assert.Equal((first.Outcome, first.Fingerprint, first.Token), (second.Outcome, second.Fingerprint, second.Token));
        return first;
    }

    /// <summary>Runs under many seeds, each twice.</summary>
    public static List<RunResult> RunSeeds(int seeds, Func<Simulation, Task> body) =>
        [.. Enumerable.Range(0, seeds).Select(seed => Run(body, new RunOptions { Seed = (ulong)seed }))];
}
