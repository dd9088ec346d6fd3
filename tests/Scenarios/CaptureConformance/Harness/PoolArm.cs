namespace Sim.Scenarios.CaptureConformance;

/// <summary>Runs a case on the real thread pool, many times.</summary>
internal static class PoolArm
{
    /// <summary>Repetitions that run at a time: what competes for the pool's threads shows more orders than what runs alone.</summary>
    private const int Lanes = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Bodies that block hold a thread each, which the pool would replace at two a second.</summary>
    static PoolArm() => ThreadPool.SetMinThreads(100, 100);

    /// <summary>Fails on an outcome outside the set; otherwise tells how often each came.</summary>
    public static async Task<string> VerifyAsync(Conformance it)
    {
        SortedDictionary<string, int> seen = await RepeatAsync(it);
        string? foreign = seen.Keys.FirstOrDefault(outcome => !it.MayShowOnThePool(outcome));
        Assert.True(foreign is null, $"{it.Id}: the pool showed \"{foreign}\", which is not allowed.");
        return Tell(it, seen);
    }

    private static async Task<SortedDictionary<string, int>> RepeatAsync(Conformance it)
    {
        SortedDictionary<string, int> seen = new(StringComparer.Ordinal);
        foreach (Func<Task<string>>[] lanes in Enumerable.Repeat(it.Body, it.Repetitions).Chunk(Lanes))
        {
            foreach (string outcome in await Task.WhenAll(lanes.Select(Task.Run<string>)).WaitAsync(Patience))
            {
                seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
            }
        }

        return seen;
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
