namespace Sim.Properties.Strategies;

public class FeedbackTests
{
    private const int Stages = 9;

    /// <summary>Opens if at each of several stages three tasks come in the one right order; whoever errs ends the run.</summary>
    private static Func<Simulation, Task> Lock(int stages) => async sim =>
    {
        for (int stage = 0; stage < stages; stage++)
        {
            string order = "";
            await Task.WhenAll(Task.Run(() => order += "a"), Task.Run(() => order += "b"), Task.Run(() => order += "c"));
            if (order != (stage % 2 == 0 ? "bca" : "acb"))
            {
                return;
            }
        }

        sim.Always(false, "the lock stays shut");
    };

    private static async Task Quiet(Simulation sim)
    {
        object cell = new();
        async Task Walk()
        {
            for (int i = 0; i < 4; i++)
            {
                await sim.Yield(cell);
            }
        }

        await Task.WhenAll(Task.Run(Walk), Task.Run(Walk), Task.Run(Walk));
    }

    /// <summary>
    /// A walk opens the lock in one run of 6^9, about ten million; each stage shows in what a run does, so that runs which come one stage
    /// further are kept and changed.
    /// </summary>
    /// <remarks>Seen to fail: runs that are never changed; a behavior of which all runs have the same.</remarks>
    [Fact]
    public void What_shows_step_by_step_is_found_step_by_step()
    {
        int[] runs = [.. Enumerable.Range(1, 10).Select(static seed => RunsToOpen((ulong)seed * 1_000_000))];

        Assert.All(runs, static needed => Assert.InRange(needed, 1, 6_000));
        Assert.InRange(runs.Average(), 1, 2_000);
    }

    [Fact]
    public void An_exploration_is_a_function_of_its_seed()
    {
        List<string> once = Fingerprints(7), again = Fingerprints(7), other = Fingerprints(8);

        Assert.Equal(once, again);
        Assert.NotEqual(once, other);
    }

    [Fact]
    public void What_a_changed_run_found_replays_by_its_token()
    {
        Exploration found = Simulator.Explore(Lock(4), new ExploreOptions { Strategy = "feedback", Runs = 20_000, Name = "lock" });

        Assert.InRange(found.FailedRun, 18, 20_000);
        foreach (RunResult failed in new[] { found.Original!, found.Failure! })
        {
            RunResult replayed = Simulator.Replay(failed.Token, Lock(4), new RunOptions { Name = "lock" });
            Assert.Equal(failed.Fingerprint, replayed.Fingerprint);
            Assert.Equal(RunOutcome.Failed, replayed.Outcome);
        }
    }

    /// <summary>So that a run which ends its process can be made again.</summary>
    /// <remarks>Seen to fail: a token without the length of its choices, of which zeros at the end are left out.</remarks>
    [Fact]
    public void What_a_changed_run_will_be_is_told_before_it_begins()
    {
        var keeper = new Keeper();
        Simulator.Explore(Quiet, new ExploreOptions { Strategy = "feedback", Runs = 80, Observer = keeper, Name = "quiet", AuditEvery = 0 });

        Assert.Equal(32, keeper.Changed.Count);
        foreach ((int run, string token) in keeper.Changed)
        {
            RunResult made = Simulator.Replay(token, Quiet, new RunOptions { Name = "quiet" });
            Assert.StartsWith($"{keeper.Behaviors[run - 1]:x16}", made.Fingerprint, StringComparison.Ordinal);
        }
    }

    /// <summary>Seen to fail: kept runs that are not run first.</summary>
    [Fact]
    public void A_later_exploration_goes_on_with_what_an_earlier_one_kept()
    {
        var first = new Keeper();
        Simulator.Explore(Lock(Stages), new ExploreOptions { Strategy = "feedback", Runs = 600, Observer = first, Seed = 1 });
        Assert.NotEmpty(first.Kept);

        // Which stage the best run of each exploration came to: every stage takes three steps and more.
        var next = new Keeper();
        Simulator.Explore(Lock(Stages), new ExploreOptions { Strategy = "feedback", Runs = first.Kept.Count, Observer = next, Seed = 50_000, Corpus = first.Kept });

        Assert.InRange(next.MostSteps, first.MostSteps - 2, int.MaxValue);
        Assert.Empty(next.Kept);
    }

    [Fact]
    public void A_run_is_kept_if_it_does_what_none_before_it_did()
    {
        var keeper = new Keeper();
        Simulator.Explore(Quiet, new ExploreOptions { Strategy = "feedback", Runs = 500, Observer = keeper });

        Assert.InRange(keeper.Kept.Count, 5, 500);
        Assert.Equal(keeper.Kept.Count, keeper.Kept.Distinct().Count());
    }

    [Fact]
    public void A_wrong_entry_of_the_corpus_is_refused()
    {
        string seed = Simulator.SeedToken("quiet", new RunOptions());

        Assert.Contains("Corpus", Refused(seed), StringComparison.Ordinal);
        Assert.Contains("token", Refused("nonsense"), StringComparison.Ordinal);

        static string Refused(string entry) =>
            Assert.Throws<ArgumentException>(() => Simulator.Explore(Quiet, new ExploreOptions { Strategy = "feedback", Corpus = [entry] })).Message;
    }

    /// <summary>Two random sets of which a known part is common: the estimate's mean over 200 draws is within 0.02, four standard errors.</summary>
    /// <remarks>Seen to fail: empty bins that all agree.</remarks>
    [Theory]
    [InlineData(400, 0)]
    [InlineData(400, 100)]
    [InlineData(400, 300)]
    [InlineData(20, 5)]
    [InlineData(20, 15)]
    public void The_similarity_of_two_behaviors_is_what_their_sets_have_in_common(int size, int common)
    {
        var random = new RandomSource(42);
        double sum = 0;
        for (int i = 0; i < 200; i++)
        {
            ulong[] shared = Draw(common, ref random);
            sum += Of([.. shared, .. Draw(size - common, ref random)]).SimilarityTo(Of([.. shared, .. Draw(size - common, ref random)]));
        }

        Assert.InRange((sum / 200) - (common / ((2.0 * size) - common)), -0.02, 0.03);
    }

    private static ulong[] Draw(int count, ref RandomSource random)
    {
        ulong[] words = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            words[i] = random.Next();
        }

        return words;
    }

    private static Behavior Of(ulong[] words)
    {
        ulong[] least = [.. Enumerable.Repeat(ulong.MaxValue, Behavior.Bins)];
        foreach (ulong word in words)
        {
            least[word >> 58] = Math.Min(least[word >> 58], word);
        }

        return new Behavior(least, 0);
    }

    private static int RunsToOpen(ulong seed) =>
        Simulator.Explore(Lock(Stages), new ExploreOptions { Strategy = "feedback", Runs = 20_000, Seed = seed, Shrink = false, AuditEvery = 0 }) is { FailedRun: > 0 and var run }
            ? run
            : 20_000;

    private static List<string> Fingerprints(ulong seed)
    {
        var keeper = new Keeper();
        Simulator.Explore(Quiet, new ExploreOptions { Strategy = "feedback", Runs = 300, Seed = seed, Observer = keeper });
        return [.. keeper.Behaviors.Select(static behavior => $"{behavior:x}"), .. keeper.Kept];
    }

    private sealed class Keeper : IExplorationObserver
    {
        public List<string> Kept { get; } = [];

        public List<ulong> Behaviors { get; } = [];

        /// <summary>The tokens of changed runs before they began, by the number of the run.</summary>
        public Dictionary<int, string> Changed { get; } = [];

        public int MostSteps { get; private set; }

        public void RunStarting(int run, ulong seed)
        {
        }

        public void RunEnded(CompletedRun run)
        {
            MostSteps = Math.Max(MostSteps, run.Steps);
            Behaviors.Add(run.Behavior);
        }

        public void ChangedRunStarting(int run, string token) => Changed[run] = token;

        public void RunKept(int run, string token) => Kept.Add(token);
    }
}
