namespace Sim.ToolFixtures;

/// <summary>A simulation that leaves the simulated world.</summary>
public static class EscapingSimulations
{
    [Simulation(Runs = 5)]
    public static async Task Waits_for_a_foreign_thread(Simulation sim)
    {
        var done = new TaskCompletionSource();
        new Thread(done.SetResult) { IsBackground = true }.Start();
        await done.Task;
    }
}
