namespace Sim.Scenarios.Frameworks;

/// <summary>The fixtures of both packages, run once for all tests that look at them.</summary>
public sealed class XunitRuns
{
    private readonly Dictionary<string, Lazy<Task<TestRun>>> _runs = new()
    {
        ["Xunit"] = new(static () => TestRun.OfAsync("Xunit")),
        ["XunitV3"] = new(static () => TestRun.OfAsync("XunitV3")),
    };

    internal Task<TestRun> OfAsync(string fixture) => _runs[fixture].Value;
}
