using System.Globalization;
using System.Text;

namespace Sim;

/// <summary>Tells a finding as a person would: what went wrong, the fewest departures that do it, the steps around them.</summary>
internal static class StoryTeller
{
    private const int MostLineLength = 100;
    private static readonly string[] s_notTheUsers =
    [
        "at System.", "at Microsoft.", "at Interop.", "at Sim.AspNetCore.", "at Sim.Capture.", "at Sim.EventLoop.", "at Sim.Explorer.",
        "at Sim.Loop", "at Sim.CheckedProperty.", "at Sim.Session.", "at Sim.Fault", "at Sim.Simulat", "at Sim.TestBody.", "at Sim.Trouble", "at Sim.World",
    ];

    /// <summary>Tells a single run: nothing is known of other schedules.</summary>
    public static string Tell(RunResult run)
    {
        if (run.Failure is not { } failure)
        {
            return $"{run.Name}: passed in {run.Steps:N0} steps and {run.VirtualTime} of virtual time.";
        }

        var story = new StringBuilder();
        story.AppendLine(Spread(run.Name, "FAILED"));
        story.AppendLine();
        AppendFailure(story, failure);
        AppendEscapes(story, run.Escapes);
        if (run.Outcome is not RunOutcome.Hung)
        {
            story.AppendLine();
            story.AppendLine($"  {run.Departures} {(run.Departures == 1 ? "departure" : "departures")} from {Norm(run.Trace)}:");
            story.AppendLine();
            StoryTable.Append(story, run.Trace);
        }

        return story.ToString().TrimEnd();
    }

    /// <summary>Tells a finding of an exploration.</summary>
    public static string Tell(string name, ExploreOptions options, Finding finding)
    {
        RunResult run = finding.Result;
        var story = new StringBuilder();
        story.AppendLine(Spread(name, $"FAILED at run {finding.RunNumber:N0} of {options.Runs:N0}"));
        story.AppendLine();
        AppendFailure(story, run.Failure!);
        AppendInput(story, finding.Input);
        AppendEscapes(story, run.Escapes);
        if (run.Outcome is not (RunOutcome.Hung or RunOutcome.NotDeterministic))
        {
            story.AppendLine();
            story.AppendLine($"  {Headline(finding)}");
            story.AppendLine();
            StoryTable.Append(story, run.Trace);
            AppendMoral(story, finding);
        }

        if (!finding.IsConfirmed && run.Outcome is not RunOutcome.Hung)
        {
            story.AppendLine();
            story.AppendLine("  Not confirmed: replayed, the run came to something else. Something that Sim does not control");
            story.AppendLine("  (a static that survives a run, the wall clock, unseeded randomness) decides what the code does.");
        }

        return story.ToString().TrimEnd();
    }

    /// <summary>Tells of an exploration that found no failing run: one line, and a line more for each thing that never came to pass.</summary>
    public static string TellQuiet(string name, int runs, ExhaustiveVerdict? verdict, IReadOnlyList<SometimesCount> sometimes)
    {
        string found = $"{name}: {(verdict is null ? $"nothing found in {runs:N0} runs" : verdict.Words)}.";
        IEnumerable<string> never = sometimes
            .Where(static count => count.RunsHeld == 0)
            .Select(static count => $"  Never reached: {count.Name} (looked at {count.Checks:N0} times in {count.Runs:N0} runs).");
        return string.Join(Environment.NewLine, never.Prepend(found));
    }

    /// <summary>Tells of a run whose step ended the process; there will be no other story.</summary>
    public static string TellExit(Escape exit, string name, ulong seed)
    {
        var story = new StringBuilder();
        story.AppendLine(exit.What);
        story.AppendLine(exit.Remedy);
        story.AppendLine($"In {name}, seed {seed}:");
        return story.AppendJoin(Environment.NewLine, UserFrames(exit.Stack)).ToString().TrimEnd();
    }

    private static void AppendFailure(StringBuilder story, Failure failure)
    {
        foreach (string line in failure.Message.ReplaceLineEndings("\n").Split('\n').Take(12))
        {
            story.AppendLine($"  {line}");
        }

        if (failure.Place.Length > 0)
        {
            story.AppendLine(Cut($"     {failure.Place}  {failure.SourceLine}".TrimEnd()));
        }
    }

    private static void AppendInput(StringBuilder story, IReadOnlyList<string> input)
    {
        if (input.Count > 0)
        {
            story.AppendLine();
            story.AppendJoin(Environment.NewLine, input.Select(static line => Cut($"  {line}"))).AppendLine();
        }
    }

    private static void AppendEscapes(StringBuilder story, IReadOnlyList<Escape> escapes)
    {
        foreach (Escape escape in escapes.Take(3))
        {
            story.AppendLine();
            story.AppendLine($"  Left the simulation: {escape.What}");
            story.AppendLine($"     {escape.Remedy}");
            foreach (string frame in UserFrames(escape.Stack).Take(3))
            {
                story.AppendLine(Cut($"     {frame}"));
            }
        }
    }

    private static IEnumerable<string> UserFrames(string stack) => stack
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(static frame => !Array.Exists(s_notTheUsers, start => frame.StartsWith(start, StringComparison.Ordinal)));

    private static string Headline(Finding finding)
    {
        int departures = finding.Result.Departures;
        string found = finding.WasShrunk
            ? $" (found with {finding.Original.Departures}, shrunk to {departures} in {Seconds(finding.Shrinking)} s)"
            : "";
        string norm = Norm(finding.Result.Trace);
        return departures switch
        {
            0 => $"It fails {norm}, without any departure{found}:",
            1 => $"One departure from {norm} is enough{found}:",
            _ => $"{departures} departures from {norm} are enough{found}:",
        };
    }

    /// <summary>What a run without departures does.</summary>
    private static string Norm(Trace trace) =>
        trace.IsAnyPacketFaulty ? "first come, first served and a sound network" :
        StoryRows.IsAnyLate(trace) ? "first come, first served and the least latency" : "first come, first served";

    private static void AppendMoral(StringBuilder story, Finding finding)
    {
        if (finding.Swap >= 0)
        {
            story.AppendLine();
            story.AppendLine(finding.Result.Departures == 1 && StoryRows.CountSwaps(finding.Result.Trace) == 1
                ? "  With the marked step one place later the test passes: that swap is the bug."
                : Cut($"  With {StoryRows.Pair(finding.Result.Trace, finding.Swap)} the test passes: that swap is the bug."));
            if (StoryRows.Contended(finding.Result.Trace, finding.Swap) is { Length: > 0 } both)
            {
                story.AppendLine(Cut($"  Both steps touch {string.Join(", ", both)}."));
            }
        }
        else if (finding is { EachIsNeeded: true, Result.Departures: > 0 })
        {
            story.AppendLine();
            story.AppendLine(finding.Result.Departures == 1
                ? "  Without that departure the test passes."
                : "  Each of them is needed: with any one taken back the test passes.");
        }

        if (finding is { IsFewest: true, Result.Departures: > 1 })
        {
            story.AppendLine("  There are no fewer that do it: all were tried.");
        }
    }

    private static string Spread(string left, string right) =>
        $"{left}{new string(' ', Math.Max(2, 88 - left.Length - right.Length))}{right}";

    private static string Cut(string line) => line.Length <= MostLineLength ? line : $"{line[..(MostLineLength - 3)]}...";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
