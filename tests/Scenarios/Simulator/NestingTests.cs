namespace Sim.Scenarios.Simulators;

public class NestingTests
{
    private static async Task Busy(Simulation sim)
    {
        for (int i = 0; i < 20; i++)
        {
            await Task.WhenAll(Task.Delay(sim.Choose(4)), Task.Run(static () => { }));
        }

        sim.Log($"{sim.Time.GetUtcNow():O}");
    }

    [Fact]
    public void A_simulation_inside_a_simulation_is_refused()
    {
        Exception? refused = null;
        RunResult outer = Simulator.Run(async sim =>
        {
            await Task.Yield();
            refused = Record.Exception(static () => Simulator.Run(Busy));
        });
        Assert.IsType<InvalidOperationException>(refused);
        Assert.Contains("await its body instead", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Passed, outer.Outcome);
    }

    [Fact]
    public void Two_threads_that_simulate_at_once_both_get_what_they_would_get_alone()
    {
        string[] Alone(int first) => [.. Enumerable.Range(first, 20).Select(static seed => Simulator.Run(Busy, new RunOptions { Seed = (ulong)seed }).Fingerprint)];
        string[] expectedLow = Alone(0);
        string[] expectedHigh = Alone(100);
        string[] low = [];
        string[] high = [];
        Thread[] threads = [new(() => low = Alone(0)), new(() => high = Alone(100))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        Assert.Equal(expectedLow, low);
        Assert.Equal(expectedHigh, high);
        Assert.Empty(low.Intersect(high, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_simulation_may_be_run_from_the_thread_pool()
    {
        string expected = Simulator.Run(Busy).Fingerprint;
        Assert.Equal(expected, await Task.Run(static () => Simulator.Run(Busy).Fingerprint));
    }
}
