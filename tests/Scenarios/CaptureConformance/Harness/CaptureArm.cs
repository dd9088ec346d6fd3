namespace Sim.Scenarios.CaptureConformance;

/// <summary>What one run under capture showed.</summary>
/// <param name="Outcome">What the body returned, or how the run ended where it did not pass.</param>
/// <param name="Result">The run.</param>
public sealed record CaptureRun(string Outcome, RunResult Result)
{
    /// <summary>The fingerprint of the run.</summary>
    public string Fingerprint => Result.Fingerprint;
}

/// <summary>Runs a case in the simulator, over its seeds.</summary>
internal static class CaptureArm
{
    /// <summary>How long the watchdog leaves a step of a case that may hang: whoever hangs does so for ever.</summary>
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(2);

    /// <summary>Runs a case once under a seed.</summary>
    public static CaptureRun Run(Conformance it, ulong seed)
    {
        string returned = "";
        async Task Main(Simulation sim) => returned = await it.Body();
        var options = new RunOptions { Seed = seed, Name = it.Id };
        RunResult result = Simulator.Run(Main, it.MayHang ? options with { StepTimeout = s_hang } : options);
        return new CaptureRun(result.Outcome == RunOutcome.Passed ? returned : Conformance.Ending(result.Outcome), result);
    }

    /// <summary>Fails with everything that is wrong; otherwise tells at which seed each outcome first came.</summary>
    public static string Verify(Conformance it)
    {
        SortedDictionary<string, ulong> firstSeen = new(StringComparer.Ordinal);
        List<string> problems = [];
        for (ulong seed = 0; seed < (ulong)it.SeedCount; seed++)
        {
            CaptureRun run = Run(it, seed);
            firstSeen.TryAdd(run.Outcome, seed);
            problems.AddRange(it.WhyEscapes is null ? ProblemsOf(it, seed, run) : ProblemsOfEscape(seed, run));
        }

        problems.AddRange(it.WhyEscapes is null ? Unreached(it, firstSeen) : []);
        Assert.True(problems.Count == 0, $"{it.Id}:{Environment.NewLine}{string.Join(Environment.NewLine, problems.Take(20))}");
        return $"{it.Id}: {string.Join(", ", firstSeen.Select(pair => $"\"{pair.Key}\" from seed {pair.Value}"))}";
    }

    private static IEnumerable<string> ProblemsOf(Conformance it, ulong seed, CaptureRun run)
    {
        if (it.Outcomes.FirstOrDefault(possible => possible.Outcome == run.Outcome) is not { } possible)
        {
            yield return $"seed {seed}: \"{run.Outcome}\" is not allowed. {run.Result.Failure?.Message} {run.Result.Failure?.Exception}";
        }
        else if (!possible.UnderCapture)
        {
            yield return $"seed {seed}: \"{run.Outcome}\" is reached although it is listed as a gap ({possible.Argument}).";
        }

        foreach (Escape escape in run.Result.Escapes)
        {
            yield return $"seed {seed}: escape: {escape.What} {escape.Stack}";
        }

        CaptureRun again = Run(it, seed);
        if ((again.Outcome, again.Fingerprint) != (run.Outcome, run.Fingerprint))
        {
            yield return $"seed {seed}: first {run.Outcome} {run.Fingerprint}, then {again.Outcome} {again.Fingerprint}.";
        }
    }

    private static IEnumerable<string> ProblemsOfEscape(ulong seed, CaptureRun run) =>
        run.Result.Escapes.Count > 0 ? [] : [$"seed {seed}: no escape was reported; the run ended as {run.Outcome}."];

    private static IEnumerable<string> Unreached(Conformance it, SortedDictionary<string, ulong> firstSeen) =>
        it.Outcomes
            .Where(possible => possible.UnderCapture && !firstSeen.ContainsKey(possible.Outcome))
            .Select(possible => $"\"{possible.Outcome}\" is not reached within {it.SeedCount} seeds.");
}
