namespace Sim.XunitFixtures;

/// <summary>What the package sets up in the test host.</summary>
public sealed class Surroundings
{
    [Fact]
    public void The_process_is_ready_for_exact_capture()
    {
        Assert.Equal(33, Environment.ProcessorCount);
        Assert.Null(Environment.GetEnvironmentVariable("DOTNET_STARTUP_HOOKS"));
    }

    [SimulationFact(Runs = 20)]
    public async Task The_global_queue_is_captured(Simulation sim)
    {
        TaskCompletionSource done = new();
        ThreadPool.QueueUserWorkItem(static source => source.SetResult(), done, preferLocal: false);
        await done.Task;
        sim.Log(StringComparer.Ordinal.GetHashCode("the same in every process").ToString());
    }
}
