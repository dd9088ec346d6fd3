namespace Sim;

/// <summary>Says what an exhaustive search came to.</summary>
internal static class Verdicts
{
    /// <summary>The levels of latency that a segment draws from, for the words of a verdict.</summary>
    private const string Assumed = "both inlining modes, every latency level, timers at most 10 ms early";

    public static ExhaustiveVerdict Of(ISearchSource search, bool failed)
    {
        bool isComplete = search.IsOver && !failed;
        bool isClean = isComplete && !search.WasBounded && search.LeftOut == LeftOut.None;
        return new ExhaustiveVerdict(search.Schedules, isComplete, isClean, Words(search, search.Strategy, isComplete, isClean, failed));
    }

    private static string Words(ISearchSource search, Exhaustive strategy, bool isComplete, bool isClean, bool failed)
    {
        string count = Count(search.Schedules);
        if (failed)
        {
            return $"a failure in the last of {count}";
        }

        if (search.WasReduced && isComplete)
        {
            return $"all schedules explored, {search.Schedules:N0} after reduction{(isClean ? $": clean ({Assumed})" : $"{LeftOutWords(search.LeftOut, ", but ")}: not all there are")}";
        }

        return isClean ? $"all {count} explored: clean ({Assumed})"
            : !isComplete ? $"{count} explored, and not all: the limit on runs or time ended the search"
            : search.WasBounded ? $"{count} explored, all up to {Bound(strategy)}{LeftOutWords(search.LeftOut, ", where ")}"
            : $"all {count} explored that the search makes{LeftOutWords(search.LeftOut, ", but ")}: not all there are";
    }

    private static string Count(long schedules) => schedules == 1 ? "1 schedule" : $"{schedules:N0} schedules";

    private static string Bound(Exhaustive strategy)
    {
        string departures = strategy.Departures is { } most ? $"{most:N0} {(most == 1 ? "departure" : "departures")}" : "";
        string draws = strategy.Depth is { } depth ? $"{depth:N0} varied draws" : "";
        return departures.Length > 0 && draws.Length > 0 ? $"{departures} and {draws}" : departures + draws;
    }

    private static string LeftOutWords(LeftOut leftOut, string lead)
    {
        string[] words =
        [
            .. leftOut.HasFlag(LeftOut.LateTimers) ? ["timers more than 10 ms ahead never fired while work was ready"] : (string[])[],
            .. leftOut.HasFlag(LeftOut.Leftovers) ? ["what the body left behind was not run to its end"] : (string[])[],
            .. leftOut.HasFlag(LeftOut.RandomNumbers) ? [$"draws of more than {ExhaustiveSource.MostAnswers:N0} answers were always 0"] : (string[])[],
        ];
        return words.Length == 0 ? "" : lead + string.Join(" and ", words);
    }
}
