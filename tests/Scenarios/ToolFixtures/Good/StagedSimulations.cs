namespace Sim.ToolFixtures;

/// <summary>Simulations of which a random walk sees the end in one run of thousands, since each of several stages must go right for the next to begin.</summary>
public static class StagedSimulations
{
    [Simulation(Runs = 1_000)]
    public static async Task Comes_far_stage_by_stage(Simulation sim) => sim.Sometimes(await StagesAsync(12) >= 5, "comes to the fifth stage");

    [Simulation(Runs = 5_000)]
    public static async Task Dies_stage_by_stage(Simulation sim)
    {
        if (await StagesAsync(4) == 4)
        {
            Environment.FailFast("the lock is open");
        }
    }

    /// <summary>How many stages went right: at each three tasks must come in one order of six.</summary>
    private static async Task<int> StagesAsync(int stages)
    {
        for (var stage = 0; stage < stages; stage++)
        {
            var order = "";
            await Task.WhenAll(Task.Run(() => order += "a"), Task.Run(() => order += "b"), Task.Run(() => order += "c"));
            if (order != (stage % 2 == 0 ? "bca" : "acb"))
            {
                return stage;
            }
        }

        return stages;
    }
}
