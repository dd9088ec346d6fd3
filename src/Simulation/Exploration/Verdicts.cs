using System.Globalization;

namespace Sim;

/// <summary>Says what an exhaustive search came to.</summary>
internal static class Verdicts
{
    public static ExhaustiveVerdict Of(ISearchSource search, Ordering ordering, bool failed)
    {
        bool isComplete = search.IsOver && !failed;
        bool isClean = isComplete && !search.WasBounded && search.LeftOut == LeftOut.None;
        return new ExhaustiveVerdict(search.Schedules, isComplete, isClean, Words(search, Varied(ordering), isComplete, isClean, failed))
        {
            Plain = isClean && search.IsPlainOver ? search.Plain : null,
        };
    }

    /// <summary>What went either way besides the order of the steps; the loop's own order leaves nothing to pick.</summary>
    private static string Varied(Ordering ordering) => ordering == Ordering.Loop
        ? "in the order of the loop, every latency level"
        : "both inlining modes, every latency level, timers at most 10 ms early";

    private static string Words(ISearchSource search, string varied, bool isComplete, bool isClean, bool failed)
    {
        string count = Count(search.Schedules);
        return failed ? Failed(search, count)
            : !isComplete ? $"{count} explored, and not all: the limit on runs or time ended the search"
            : isClean ? $"{(search.WasReduced ? Reduced(search) : $"all {count} explored")}: clean ({varied})"
            : search.WasBounded ? $"{count} explored, all up to {Bound(search.Strategy)} ({varied}){LeftOutWords(search.LeftOut, ", where ")}"
            : search.WasReduced ? $"all schedules explored, {search.Schedules:N0} after reduction ({varied}){LeftOutWords(search.LeftOut, ", but ")}: not all there are"
            : $"all {count} explored that the search makes ({varied}){LeftOutWords(search.LeftOut, ", but ")}: not all there are";
    }

    private static string Failed(ISearchSource search, string count) => search.IsOver
        ? $"a failure in an order that the reduction to {count} had left out: some step touches what it does not say"
        : $"a failure in the last of {count}";

    private static string Reduced(ISearchSource search)
    {
        string factor = ((double)search.Plain / search.Schedules).ToString("0.#", CultureInfo.InvariantCulture);
        return search.IsPlainOver ? $"all {search.Plain:N0} schedules ({search.Schedules:N0} after reduction, {factor} times fewer) explored"
            : search.Plain > 0 ? $"all schedules explored, {search.Schedules:N0} after reduction (of more than {search.Plain:N0}, not counted to the end)"
            : $"all schedules explored, {search.Schedules:N0} after reduction (how many there are was not counted)";
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
