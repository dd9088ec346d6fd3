using System.Globalization;

namespace Sim.Scenarios.Frameworks;

/// <summary>The ticket shop as a test beside eight noisy ones: the same runs, step for step, as without them. <c>.ci/full</c> makes 10,000 of them.</summary>
public sealed class NoiseTests
{
    private static readonly int Runs = Environment.GetEnvironmentVariable("SIM_FULL") == "1" ? 10_000 : 20;

    [Fact]
    public async Task Runs_beside_noise_are_those_of_a_quiet_process()
    {
        using Tool.TemporaryFolder folder = new();
        TestRun noisy = await RunAsync("", folder.Path("noisy"));
        TestRun quiet = await RunAsync("FullyQualifiedName~Every_run", folder.Path("quiet"));

        Assert.Equal(11, noisy.Outcomes.Count());
        Assert.All(noisy.Outcomes.Concat(quiet.Outcomes), static test => Assert.Equal("Passed", test.Value));
        Assert.Equal(Runs, File.ReadLines(folder.Path("quiet")).Count());
        Assert.Equal(File.ReadLines(folder.Path("quiet")), File.ReadLines(folder.Path("noisy")));
    }

    private static Task<TestRun> RunAsync(string filter, string file) =>
        TestRun.OfAsync("Noise", filter, ("SIM_NOISE_RUNS", Runs.ToString(CultureInfo.InvariantCulture)), ("SIM_NOISE_FILE", file));
}
