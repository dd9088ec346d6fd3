using Sim.Scenarios.Tool;

namespace Sim.Scenarios.Frameworks;

/// <summary>The fixtures of both packages, run once for all tests that look at them, with a folder for the timelines of what fails.</summary>
public sealed class XunitRuns : IDisposable
{
    private readonly TemporaryFolder _pictures = new();
    private readonly Dictionary<string, Lazy<Task<TestRun>>> _runs;

    public XunitRuns() => _runs = new()
    {
        ["Xunit"] = new(() => TestRun.OfAsync("Xunit", "", ("SIM_REPORT", _pictures.Path("Xunit")))),
        ["XunitV3"] = new(() => TestRun.OfAsync("XunitV3", "", ("SIM_REPORT", _pictures.Path("XunitV3")))),
    };

    public void Dispose() => _pictures.Dispose();

    internal Task<TestRun> OfAsync(string fixture) => _runs[fixture].Value;
}
