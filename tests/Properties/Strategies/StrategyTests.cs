namespace Sim.Properties.Strategies;

public class StrategyTests
{
    public static TheoryData<string> Names =>
    [
        "portfolio", "random", "sticky:0.9", "sticky:0.5", "pct:1", "pct:3", "pct:100", "delay:1", "delay:3", "pos", "urw", "surw", "race", "rounds", "newest", "fifo", "feedback",
        "fair-pct:3", "fair-portfolio", "fair-sticky:0.7",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_strategy_goes_by_the_name_that_it_was_made_with(string name) => Assert.Equal(name, StrategyNames.Make(name).Name);

    [Theory]
    [InlineData("surf")]
    [InlineData("pct:0")]
    [InlineData("pct:101")]
    [InlineData("pct:x")]
    [InlineData("delay:-1")]
    [InlineData("sticky:1")]
    [InlineData("fair-")]
    [InlineData("fair-fair-pct:3")]
    [InlineData("race:2")]
    public void A_wrong_name_is_refused_with_the_right_ones(string name)
    {
        var wrong = Assert.Throws<ArgumentException>(() => StrategyNames.Make(name));

        Assert.Contains(name, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("pct:3", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_is_a_function_of_its_seed_and_the_program(string name)
    {
        foreach (Func<Simulation, Task> body in new[] { Bodies.Reorder(5), Bodies.TrustsThePair, Bodies.TrustsTheTimer })
        {
            List<string> inOrder = [], again = [];
            Sampling.Of(body, name, 20, world => inOrder.Add(world.Trace.Fingerprint.ToString()));
            Sampling.Of(body, name, 20, world => again.Add(world.Trace.Fingerprint.ToString()));
            RunResult alone = Simulator.Run(body, new RunOptions { Seed = 17, Strategy = name });

            Assert.Equal(inOrder, again);
            Assert.Equal(inOrder[17], alone.Fingerprint);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_token_without_choices_makes_the_run_of_its_strategy(string name)
    {
        var options = new RunOptions { Seed = 5, Strategy = name, Name = "words" };
        Func<Simulation, Task> body = Bodies.Words(static _ => { });

        RunResult run = Simulator.Run(body, options);

        Assert.Equal(run.Fingerprint, Simulator.Replay(Simulator.SeedToken("words", options), body, new RunOptions { Name = "words" }).Fingerprint);
        Assert.Equal(run.Fingerprint, Simulator.Replay(run.Token, body, new RunOptions { Name = "words" }).Fingerprint);
    }

    /// <summary>With n chains and k picks: at least 1/(n k^(d-1)) of the runs, here 1/3 and 1/(3 * 10).</summary>
    /// <remarks>Seen to fail: chains of which none is above another.</remarks>
    [Fact]
    public void Pct_finds_a_bug_of_its_depth_as_often_as_its_bound_says()
    {
        Assert.InRange(Sampling.Failures(Bodies.TrustsTheOrder, "pct:1", 900), 900 / 3 * 8 / 10, 900);
        Assert.Equal(0, Sampling.Failures(Bodies.TrustsThePair, "pct:1", 300));
        Assert.InRange(Sampling.Failures(Bodies.TrustsThePair, "pct:2", 900), 900 / 30 * 8 / 10, 900);
    }

    /// <summary>k picks, one delay: at least 1/k of the runs.</summary>
    /// <remarks>Seen to fail: a delay that is never taken.</remarks>
    [Fact]
    public void One_delay_finds_what_one_delay_can()
    {
        Assert.InRange(Sampling.Failures(Bodies.TrustsTheOrder, "delay:1", 900), 900 / 10, 900);
        Assert.InRange(Sampling.Failures(Bodies.TrustsThePair, "delay:1", 900), 900 / 20, 900);
    }

    /// <summary>Six interleavings of two times two accesses; 1,200 runs give each 200 times, with a standard deviation of 13.</summary>
    /// <remarks>Seen to fail: weights that do not go down as the work is done.</remarks>
    [Fact]
    public void Surw_takes_every_order_of_the_accesses_equally_often()
    {
        Dictionary<string, int> counts = Count("surw");

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, static count => Assert.InRange(count, 140, 260));
    }

    /// <summary>As above, but all steps count, so that the words alone are nearly uniform.</summary>
    /// <remarks>Seen to fail: every chain weighs the same.</remarks>
    [Fact]
    public void Urw_takes_every_order_of_the_steps_about_equally_often() =>
        Assert.All(Count("urw").Values, static count => Assert.InRange(count, 100, 330));

    /// <summary>Of two racing steps either is first with probability 1/2: every word, of four steps, has at least 1/2^4 of the runs, up to chance.</summary>
    /// <remarks>One task runs alone until the other has begun, so aabb and bbaa come up more often. Seen to fail: priorities that are not drawn anew.</remarks>
    [Fact]
    public void Pos_decides_every_race_by_a_coin()
    {
        Dictionary<string, int> counts = Count("pos");

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, static count => Assert.InRange(count, 1_200 / 16 * 8 / 10, 600));
    }

    /// <summary>Four of the six words: nobody takes two steps while the other takes none.</summary>
    /// <remarks>Seen to fail: a round that never ends, which is a random walk.</remarks>
    [Fact]
    public void Rounds_keep_everybody_in_step()
    {
        Dictionary<string, int> counts = Count("rounds");

        Assert.Equal(["abab", "abba", "baab", "baba"], counts.Keys.Order(StringComparer.Ordinal));
        Assert.All(counts.Values, static count => Assert.InRange(count, 1_200 / 4 * 8 / 10, 1_200 / 4 * 12 / 10));
    }

    /// <remarks>Seen to fail: what was woken waits for its turn; the oldest step of a round first.</remarks>
    [Theory]
    [InlineData("fifo", 0, "abABw")]
    [InlineData("newest", 0, "abBwA")]
    [InlineData("newest", 16, "bBwaA")]
    public void Newest_first_is_the_mirror_image_in_which_what_was_woken_overtakes(string strategy, int seed, string expected)
    {
        string word = "";
        Simulator.Run(Bodies.Wakes(told => word = told), new RunOptions { Seed = (ulong)seed, Strategy = strategy });

        Assert.Equal(expected, word);
    }

    /// <summary>The boring schedule has the bug, as the profile run showed: the first run is that one.</summary>
    /// <remarks>Seen to fail: the portfolio does not look at how the profile run ended.</remarks>
    [Fact]
    public void What_fails_first_come_first_served_is_found_by_the_first_run()
    {
        Exploration found = Simulator.Explore(Bodies.TrustsThePair, new ExploreOptions { Runs = 10 });

        Assert.Equal(1, found.FailedRun);
        Assert.Equal(Simulator.Run(Bodies.TrustsThePair, new RunOptions { Strategy = "fifo" }).Fingerprint, found.Original!.Fingerprint);
        Assert.Contains("showed a failure, ", found.Strategy, StringComparison.Ordinal);
        Assert.Contains("fifo 1", found.Strategy, StringComparison.Ordinal);
    }

    /// <summary>Whoever draws the pair (write of b, read of b) and its reverse has the bug: one run of 5 or so, however many setters there are.</summary>
    /// <remarks>Seen to fail: nothing is put off; of more than 16 objects no chain is known again.</remarks>
    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public void Race_finds_the_torn_pair_however_many_tasks_there_are(int tasks)
    {
        Assert.InRange(Sampling.Failures(Bodies.Reorder(tasks), "race", 200), 20, 200);
        Assert.InRange(Sampling.Failures(Bodies.Reorder(tasks), "portfolio", 200), 12, 200);
    }

    /// <summary>Seen to fail: a limit that is never reached.</summary>
    [Fact]
    public void A_fair_strategy_lets_everything_run_in_the_end()
    {
        var options = new RunOptions { Strategy = "pct:1", MaxSteps = 20_000 };
        RunOutcome[] unfair = [.. Enumerable.Range(0, 20).Select(seed => Simulator.Run(Bodies.Polls, options with { Seed = (ulong)seed }).Outcome)];
        RunOutcome[] fair = [.. Enumerable.Range(0, 20).Select(seed => Simulator.Run(Bodies.Polls, options with { Seed = (ulong)seed, Strategy = "fair-pct:1" }).Outcome)];

        Assert.Contains(RunOutcome.StepLimit, unfair);
        Assert.All(fair, static outcome => Assert.Equal(RunOutcome.Passed, outcome));
    }

    /// <summary>A task that polls alone for 1,000 steps is the schedule's doing; one that polls for something that never comes is its own.</summary>
    /// <remarks>Seen to fail: what waits before the schedule is fair counts.</remarks>
    [Fact]
    public void A_fair_strategy_blames_a_run_for_what_it_does_once_the_schedule_is_fair()
    {
        var options = new RunOptions { Strategy = "fair-pct:1", MaxSteps = 20_000, ProgressBound = 500 };
        static async Task PollsInVain(Simulation sim)
        {
            while (sim.Seed != ulong.MaxValue)
            {
                await Task.Yield();
            }
        }

        for (ulong seed = 0; seed < 20; seed++)
        {
            Assert.Equal(RunOutcome.Passed, Simulator.Run(Bodies.Polls, options with { Seed = seed }).Outcome);
        }

        RunResult stuck = Simulator.Run(PollsInVain, options);
        Assert.Equal((RunOutcome.Livelocked, 5_500), (stuck.Outcome, stuck.Steps));
        Assert.Equal(stuck.Fingerprint, Simulator.Replay(stuck.Token, PollsInVain).Fingerprint);
    }

    /// <summary>Seen to fail: a late timer that is never considered.</summary>
    [Theory]
    [InlineData("random")]
    [InlineData("pct:3")]
    [InlineData("pos")]
    [InlineData("urw")]
    [InlineData("portfolio")]
    public void Timers_that_are_nearly_due_race_with_work(string name) => Assert.NotEqual(0, Sampling.Failures(Bodies.TrustsTheTimer, name, 400));

    [Fact]
    public void The_portfolio_says_what_it_chose_and_why()
    {
        Exploration racing = Simulator.Explore(Bodies.Words(static _ => { }), new ExploreOptions { Runs = 3, Strategy = "portfolio" });
        Exploration blind = Simulator.Explore(static _ => Task.CompletedTask, new ExploreOptions { Runs = 3, Strategy = "portfolio" });

        Assert.Contains("race", racing.Strategy, StringComparison.Ordinal);
        Assert.Contains("no race between declared accesses", blind.Strategy, StringComparison.Ordinal);
    }

    private static Dictionary<string, int> Count(string strategy)
    {
        var counts = new Dictionary<string, int>();
        Sampling.Of(
            Bodies.Words(word => counts[word] = counts.GetValueOrDefault(word) + 1),
            strategy,
            1_200,
            static _ => { });
        return counts;
    }
}
