namespace Sim.Properties.Explorations;

/// <summary>What shrinking costs is counted in runs and steps, so that a failure shrinks to the same token on a quick and on a busy machine.</summary>
public class EffortTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(1.5);

    /// <summary>On the slow machine every run seems to take 1.5 ms, so that the longest search takes 30 s of a minute.</summary>
    /// <remarks>Mutation: seen to fail when five seconds of real time ended the searches.</remarks>
    [Fact]
    public void A_failure_shrinks_to_the_same_token_at_any_speed()
    {
        int most = 0;
        foreach (int number in new[] { 7, 12, 17 })
        {
            (string quick, int _) = Shrunk(number, TimeSpan.Zero);
            (string slow, int looks) = Shrunk(number, Slow);
            Assert.Equal(quick, slow);
            most = Math.Max(most, looks);
        }

        // Else no search was long enough for a limit in real time to end it.
        Assert.InRange(most * Slow, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(59));
    }

    [Fact]
    public void A_minute_of_real_time_ends_all_searches_and_the_run_as_it_was_found_is_told()
    {
        Exploration found = Explore(Puzzle.Make(1), new Effort(static () => TimeSpan.FromSeconds(61)));

        Assert.Equal(found.Original!.Departures, found.Failure!.Departures);
        Assert.Contains("found with", found.Story, StringComparison.Ordinal);
    }

    /// <remarks>Mutation: seen to fail when steps were not counted.</remarks>
    [Theory]
    [InlineData(3, 1_000_000, 3)]
    [InlineData(1_000, 40, 4)]
    public void A_budget_is_spent_when_its_runs_or_its_steps_are(int runs, int steps, int expected)
    {
        Effort.Budget budget = new Effort(static () => TimeSpan.Zero).Of(runs, steps);
        Strategies.Sampling.Of(
            static async _ =>
            {
                for (int step = 1; step < 10; step++)
                {
                    await Task.Yield();
                }
            },
            "fifo",
            20,
            world =>
            {
                if (!budget.IsSpent)
                {
                    budget.Count(world);
                }
            });

        Assert.Equal(expected, budget.Runs);
    }

    private static (string Token, int Looks) Shrunk(int number, TimeSpan look)
    {
        int looks = 0;
        Exploration found = Explore(Larger(number), new Effort(() => look * looks++));
        return (found.Failure!.Token, looks);
    }

    private static Exploration Explore(Puzzle puzzle, Effort effort) =>
        Simulator.Explore(puzzle.Body, new ExploreOptions { Name = "puzzle", Runs = 20_000, Strategy = "random", Effort = effort });

    /// <summary>Five tasks of three steps, of which four pairs must run the wrong way round.</summary>
    private static Puzzle Larger(int number)
    {
        var random = new Random(number);
        (int, int)[] pairs = [.. Enumerable.Range(1, 4).Select(task => ((3 * task) + random.Next(3), (3 * (task - 1)) + random.Next(3)))];
        return new Puzzle([3, 3, 3, 3, 3], pairs);
    }
}
