using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.AspNetCore;

/// <summary>Runs simulations of web programs.</summary>
internal static class Web
{
    private const int Seeds = 5;

    /// <summary>Passes under several seeds, and each run can be repeated bit for bit.</summary>
    public static List<RunResult> Passes(Func<Simulation, Task> body)
    {
        List<RunResult> results = Twice.RunSeeds(Seeds, body);
        Assert.All(results, static result => Assert.True(result.Outcome == RunOutcome.Passed, result.Story));
        return results;
    }

    /// <summary>Every line that a run wrote, with its host before it.</summary>
    public static string[] Lines(RunResult result) =>
        [.. result.Trace.SelectMany(static step => step.Log.Select(line => $"{step.Host}: {line}"))];
}
