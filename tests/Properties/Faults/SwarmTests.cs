namespace Sim.Properties.Faults;

/// <summary>The draws behind faults, against what they are said to be.</summary>
public class SwarmTests
{
    private const int Runs = 2_000;

    /// <summary>Bounds of five standard deviations: by chance one of them fails in 300,000 changes of the draws.</summary>
    /// <remarks>Mutations: seen to fail when sites existed in half of the runs, when a site was active in every run, and when an active one struck with another probability than it was given.</remarks>
    [Fact]
    public void Kinds_exist_and_sites_are_active_and_strike_as_often_as_documented()
    {
        int existing = 0;
        int active = 0;
        int turned = 0;
        int hits = 0;
        int strikes = 0;
        for (int seed = 0; seed < Runs; seed++)
        {
            Simulator.Run(
                sim =>
                {
                    int struck = Enumerable.Range(0, 50).Count(_ => sim.Fault("site", 0.4));
                    existing += sim.Faults.Existing.HasFlag(FaultKinds.Sites) ? 1 : 0;
                    active += struck > 0 ? 1 : 0;
                    hits += struck > 0 ? 50 : 0;
                    strikes += struck;
                    turned += sim.Knob("knob", 0, 1, 1, 1);
                    return Task.CompletedTask;
                },
                new RunOptions { Seed = (ulong)seed });
        }

        AssertShare(0.8, existing, Runs);
        AssertShare(0.8 * 0.25, active, Runs);
        AssertShare(0.8 * 0.25, turned, Runs);
        AssertShare(0.4, strikes, hits);
    }

    private static void AssertShare(double expected, int count, int of)
    {
        double deviation = Math.Sqrt(expected * (1 - expected) / of);
        Assert.InRange((double)count / of, expected - (5 * deviation), expected + (5 * deviation));
    }
}
