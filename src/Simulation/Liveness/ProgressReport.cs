using System.Globalization;

namespace Sim;

/// <summary>Tells what a run did while it made no progress.</summary>
internal static class ProgressReport
{
    private const int MostMethods = 3;

    /// <summary>
    /// After how many steps a trace progressed last, if it did since <paramref name="from"/>: a step before which virtual time passed, one
    /// in which the code under test wrote a line, or one in which bytes arrived.
    /// </summary>
    public static int LastProgress(RunTrace trace, int from)
    {
        ReadOnlySpan<StepRecord> steps = trace.Steps;
        int written = trace.Log.Count == 0 ? 0 : trace.Log[^1].Step + 1;
        int arrived = trace.Deliveries.FindLast(static delivery => delivery.Bytes > 0) is { Bytes: > 0 } last ? last.Step + 1 : 0;
        int known = Math.Max(from, Math.Max(written, arrived));
        int least = Math.Max(known, 1);
        for (int at = steps.Length; at > least; at--)
        {
            if (steps[at - 1].Time != steps[at - 2].Time)
            {
                return at;
            }
        }

        return Math.Min(known, steps.Length);
    }

    /// <summary>Which methods took the steps from one on, the busiest first, with their shares.</summary>
    public static string Busiest(RunTrace trace, int from)
    {
        ReadOnlySpan<StepRecord> steps = trace.Steps[Math.Min(from, trace.Count)..];
        var counts = new Dictionary<int, int>();
        foreach (ref readonly StepRecord step in steps)
        {
            counts[step.Method] = counts.GetValueOrDefault(step.Method) + 1;
        }

        double all = Math.Max(1, steps.Length);
        return string.Join(", ", counts
            .Select(static pair => (Method: StepMethods.Name(pair.Key), Count: pair.Value))
            .OrderByDescending(static method => method.Count)
            .ThenBy(static method => method.Method, StringComparer.Ordinal)
            .Take(MostMethods)
            .Select(method => string.Create(CultureInfo.InvariantCulture, $"{method.Method} {100 * method.Count / all:0} %")));
    }
}
