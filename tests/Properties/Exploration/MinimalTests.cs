using Xunit.Abstractions;

namespace Sim.Properties.Explorations;

/// <summary>Shrinking against a search of everything: how often its end has the fewest departures that there are.</summary>
public class MinimalTests(ITestOutputHelper output)
{
    private const int Puzzles = 60;

    /// <remarks>
    /// Mutation: seen to fail (53 of 60) when the search for the fewest and the exchanges were left out and only the way downhill remained.
    /// </remarks>
    [Fact]
    public void At_least_nine_in_ten_failures_shrink_to_the_fewest_departures_there_are()
    {
        int failures = 0;
        int fewest = 0;
        foreach (Puzzle puzzle in Enumerable.Range(0, Puzzles).Select(Puzzle.Make))
        {
            Exploration all = Simulator.Explore(puzzle.Body, new ExploreOptions { Strategy = "exhaustive:6", Runs = 30_000, Shrink = false });
            Exploration found = Simulator.Explore(puzzle.Body, new ExploreOptions { Runs = 500 });
            if (all.Original is { } least && found.Failure is { } shrunk)
            {
                Assert.True(shrunk.Departures >= least.Departures, $"{puzzle}: {shrunk.Departures} departures are fewer than there are, {least.Departures}.");
                failures++;
                fewest += shrunk.Departures == least.Departures ? 1 : 0;
            }
        }

        output.WriteLine($"{fewest} of {failures} shrunk to the fewest");
        Assert.InRange(failures, Puzzles / 2, Puzzles);
        Assert.True(fewest >= 0.9 * failures, $"Only {fewest} of {failures} shrank to the fewest departures.");
    }

    /// <remarks>Mutation: seen to fail when a run that fails counted as one that passes.</remarks>
    [Fact]
    public void Where_a_swap_is_told_the_run_with_the_two_steps_exchanged_passes()
    {
        int swaps = 0;
        foreach (Puzzle puzzle in Enumerable.Range(0, Puzzles).Select(Puzzle.Make))
        {
            Exploration found = Simulator.Explore(puzzle.Body, new ExploreOptions { Runs = 500 });
            if (found.Failure is { } failed && found.Story.Contains("that swap is the bug", StringComparison.Ordinal))
            {
                swaps++;
                Assert.Contains(Departing(failed), step => Passes(puzzle, failed, step));
            }
        }

        Assert.InRange(swaps, Puzzles / 2, Puzzles);
    }

    private static IEnumerable<TraceStep> Departing(RunResult failed) => failed.Trace.Where(static step => step.Pick != 0);

    /// <summary>Whether the run passes in which what was ready first goes before this step, and the step right after.</summary>
    private static bool Passes(Puzzle puzzle, RunResult failed, TraceStep step)
    {
        int[] choices = TokenText.Parse(failed.Token).Choices;
        int at = DrawOf(failed, step);
        int[] script = [.. choices[..at], 0, step.Pick - 1, .. choices[(at + 1)..]];
        return SingleRun.Execute(new RunSpec
        {
            Seed = failed.Seed,
            Strategy = StrategyNames.Make("fifo"),
            Options = new RunOptions { Seed = failed.Seed },
            Body = puzzle.Body,
            Script = script,
        }).Result!.Outcome == RunOutcome.Passed;
    }

    /// <summary>The first draw is the run's mode; then comes one a step that had others beside it.</summary>
    private static int DrawOf(RunResult failed, TraceStep step) => 1 + failed.Trace.Take(step.Index).Count(static before => before.Ready > 1);
}
