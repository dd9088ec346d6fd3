namespace Sim.Scenarios.CaptureConformance;

/// <summary>Runs a case on the real thread pool, many times.</summary>
internal static class PoolArm
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Fails on the first outcome outside the set; otherwise tells how often each came.</summary>
    public static async Task<string> VerifyAsync(Conformance it)
    {
        SortedDictionary<string, int> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < it.Repetitions; i++)
        {
            string outcome = await Task.Run(it.Body).WaitAsync(Patience);
            seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
            Assert.True(it.Holds(outcome), $"{it.Id}: the pool showed \"{outcome}\" in repetition {i}, which is not allowed.");
        }

        return Tell(it, seen);
    }

    private static string Tell(Conformance it, SortedDictionary<string, int> seen)
    {
        IEnumerable<string> shown = seen.Select(pair => $"{pair.Value} x \"{pair.Key}\"");
        IEnumerable<string> unseen = it.Outcomes
            .Where(possible => possible.Argument == "" && !seen.ContainsKey(possible.Outcome))
            .Select(possible => $"never \"{possible.Outcome}\"");
        return $"{it.Id}: {string.Join(", ", shown.Concat(unseen))}";
    }
}
