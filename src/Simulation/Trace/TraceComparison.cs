namespace Sim;

/// <summary>Finds where two traces of what should be the same run part ways.</summary>
internal static class TraceComparison
{
    /// <summary>The first difference in words, with what either run did there; null where the traces are equal.</summary>
    public static string? Describe(Trace one, Trace other) => Find(one, other) is var (step, words)
        ? step < Math.Min(one.Count, other.Count) ? $"step {step}: {words}" : words
        : null;

    /// <summary>The step of the first difference, and what either run did there; null where the traces are equal.</summary>
    public static (int Step, string Words)? Find(Trace one, Trace other)
    {
        int both = Math.Min(one.Count, other.Count);
        for (int i = 0; i < both; i++)
        {
            if (Difference(one[i], other[i]) is { } difference)
            {
                return (i, difference);
            }
        }

        return one.Count == other.Count ? null : (both, Length(one, other, both));
    }

    private static string? Difference(TraceStep one, TraceStep other)
    {
        if (one.Method != other.Method)
        {
            return $"one run resumes {one.Method}, the other {other.Method}";
        }

        if (one.Host != other.Host)
        {
            return $"{one.Method} resumes on {one.Host} in one run, on {other.Host} in the other";
        }

        if (one.Time != other.Time)
        {
            return $"{one.Method} resumes at {one.Time} in one run, at {other.Time} in the other";
        }

        if (one.Ready != other.Ready || one.Pick != other.Pick)
        {
            return $"{one.Method} is pick {one.Pick} of {one.Ready} in one run, pick {other.Pick} of {other.Ready} in the other";
        }

        return one.Log.SequenceEqual(other.Log)
            ? null
            : $"{one.Method} writes \"{string.Join(" | ", one.Log)}\" in one run, \"{string.Join(" | ", other.Log)}\" in the other";
    }

    /// <summary>A shorter run that is equal as far as it goes is not the same run.</summary>
    private static string Length(Trace one, Trace other, int both)
    {
        Trace longer = one.Count > other.Count ? one : other;
        return $"one run ends after {both:N0} steps, the other goes on with step {both}, {longer[both].Method}";
    }
}
