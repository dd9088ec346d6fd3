namespace Sim.Scenarios.Simulators;

public class ExplorationTests
{
    private static Task Quiet(Simulation sim) => Task.WhenAll(Task.Run(static () => { }), Task.Delay(sim.Choose(3)));

    private static async Task LosesAnUpdate(Simulation sim)
    {
        int balance = 0;
        async Task Deposit(string who)
        {
            await Task.Yield();
            int seen = balance;
            sim.Log($"{who} read {seen}");
            await Task.Yield();
            balance = seen + 1;
            sim.Log($"{who} wrote {balance}");
        }

        await Task.WhenAll(Deposit("alice"), Deposit("bob"));
        if (balance != 2)
        {
            throw new InvalidOperationException($"a deposit was lost: the balance is {balance}");
        }
    }

    /// <summary>As above, but bob comes a step later: any step of his that overtakes one of alice's will do, and only the last two say anything.</summary>
    private static async Task LosesAnUpdateOfALateComer(Simulation sim)
    {
        int balance = 0;
        async Task Deposit(string who, int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                await Task.Yield();
            }

            int seen = balance;
            sim.Log($"{who} read {seen}");
            await Task.Yield();
            balance = seen + 1;
            sim.Log($"{who} wrote {balance}");
        }

        await Task.WhenAll(Deposit("alice", 4), Deposit("bob", 5));
        sim.Always(balance == 2, "no deposit is lost");
    }

    /// <summary>Right first come, first served; wrong if the second worker is quicker than the first.</summary>
    private static async Task TrustsTheOrder(Simulation sim)
    {
        string order = "";
        async Task Work(string name)
        {
            await Task.Yield();
            order += name;
            sim.Log($"{name} is done");
        }

        await Task.WhenAll(Work("a"), Work("b"));
        sim.Always(order == "ab", "a comes before b");
    }

    [Fact]
    public void Where_nothing_is_found_the_story_is_one_line_and_nothing_is_thrown()
    {
        Exploration found = Simulator.Explore(Quiet, new ExploreOptions { Runs = 25 });
        Assert.Equal((25, 0), (found.Runs, found.FailedRun));
        Assert.Null(found.Failure);
        Assert.Null(found.Original);
        Assert.Equal("ExplorationTests.Quiet: nothing found in 25 runs.", found.Story);
        Assert.InRange(found.Steps, 25, 1_000);
        Assert.True(found.VirtualTime > TimeSpan.Zero && found.Elapsed > TimeSpan.Zero);
        found.ThrowIfFailed();
    }

    [Fact]
    public void A_lost_update_is_found_confirmed_and_shrunk_to_one_departure_at_most()
    {
        Exploration found = Simulator.Explore(LosesAnUpdate, new ExploreOptions { Runs = 100 });
        Assert.Equal(RunOutcome.Failed, found.Failure?.Outcome);
        Assert.InRange(found.Failure!.Departures, 0, 1);
        Assert.Contains("a deposit was lost: the balance is 1", found.Story, StringComparison.Ordinal);
        Assert.DoesNotContain("Not confirmed", found.Story, StringComparison.Ordinal);
        Assert.Contains("bob read 0", found.Story, StringComparison.Ordinal);

        RunResult again = Simulator.Replay(found.Failure.Token, LosesAnUpdate);
        Assert.Equal(found.Failure.Fingerprint, again.Fingerprint);
    }

    [Fact]
    public void The_story_marks_the_one_step_that_ran_before_its_turn()
    {
        Exploration found = Simulator.Explore(TrustsTheOrder, new ExploreOptions { Runs = 100 });
        Assert.Equal(1, found.Failure!.Departures);
        Assert.Contains("One departure from first come, first served is enough", found.Story, StringComparison.Ordinal);
        string marked = Assert.Single(found.Story.Split('\n'), static line => line.Contains(" > ", StringComparison.Ordinal));
        Assert.Contains("b is done", marked, StringComparison.Ordinal);
        Assert.Contains("< runs before \"a is done\"", marked, StringComparison.Ordinal);
        Assert.Contains("that swap is the bug", found.Story, StringComparison.Ordinal);
        Assert.All(found.Story.Split(Environment.NewLine), static line => Assert.InRange(line.Length, 0, 130));
    }

    [Fact]
    public void The_failed_run_can_be_run_alone_by_its_seed()
    {
        Exploration found = Simulator.Explore(TrustsTheOrder, new ExploreOptions { Runs = 100, Seed = 40 });
        RunResult alone = Simulator.Run(TrustsTheOrder, new RunOptions { Seed = found.Original!.Seed, Strategy = "portfolio" });
        Assert.Equal(40UL + (ulong)found.FailedRun - 1, found.Original.Seed);
        Assert.Equal(found.Original.Fingerprint, alone.Fingerprint);
        Assert.Equal(found.FailedRun, found.Runs);
    }

    [Fact]
    public void The_failures_message_holds_story_and_token()
    {
        Exploration found = Simulator.Explore(TrustsTheOrder, new ExploreOptions { Runs = 100 });
        var failed = Assert.Throws<SimulationFailedException>(found.ThrowIfFailed);
        Assert.Contains(found.Story, failed.Message, StringComparison.Ordinal);
        Assert.Contains($"Simulator.Replay(\"{found.Failure!.Token}\"", failed.Message, StringComparison.Ordinal);
        Assert.Same(found.Failure, failed.Result);
        Assert.IsType<InvariantViolatedException>(failed.InnerException);
    }

    [Fact]
    public void Without_shrinking_the_failure_is_the_run_that_was_found()
    {
        Exploration found = Simulator.Explore(TrustsTheOrder, new ExploreOptions { Runs = 100, Shrink = false });
        Assert.Equal(found.Original!.Fingerprint, found.Failure!.Fingerprint);
        Assert.Equal(found.Original.Token, found.Failure.Token);
        Assert.DoesNotContain("shrunk", found.Story, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_limit_ends_an_exploration_early()
    {
        Exploration found = Simulator.Explore(Quiet, new ExploreOptions { Runs = 1_000_000_000, Time = TimeSpan.FromMilliseconds(50) });
        Assert.InRange(found.Runs, 1, 999_999_999);
        Assert.InRange(found.Elapsed, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Workers_with_a_stride_share_the_runs_of_one_exploration()
    {
        static Dictionary<int, (ulong Seed, int Steps)> Runs(int first, int stride)
        {
            Witness witness = new();
            Simulator.Explore(Quiet, new ExploreOptions { Runs = 11, FirstRun = first, Stride = stride, Seed = 7, Observer = witness });
            return witness.Ended;
        }

        Dictionary<int, (ulong Seed, int Steps)> shared = [];
        foreach ((int run, (ulong Seed, int Steps) entry) in Runs(1, 3).Concat(Runs(2, 3)).Concat(Runs(3, 3)))
        {
            Assert.True(shared.TryAdd(run, entry), $"Run {run} was made twice.");
        }

        Assert.Equal(Runs(1, 1).OrderBy(static pair => pair.Key), shared.OrderBy(static pair => pair.Key));
        Assert.Equal(Enumerable.Range(1, 11), shared.Keys.Order());
        Assert.All(shared, static pair => Assert.Equal(7UL + (ulong)pair.Key - 1, pair.Value.Seed));
    }

    [Fact]
    public void An_observer_is_told_before_and_after_each_run()
    {
        Witness witness = new();
        Exploration found = Simulator.Explore(Quiet, new ExploreOptions { Runs = 5, Observer = witness });
        Assert.Equal([1, 2, 3, 4, 5], witness.Started.Distinct());
        Assert.Equal([1, 2, 3, 4, 5], witness.Ended.Keys);
        Assert.Equal(found.Steps, witness.Ended.Values.Sum(static run => run.Steps));
    }

    [Fact]
    public void The_failing_run_is_told_to_the_observer_too()
    {
        Witness witness = new();
        Exploration found = Simulator.Explore(TrustsTheOrder, new ExploreOptions { Runs = 100, Observer = witness });
        Assert.Equal(found.FailedRun, witness.Ended.Keys.Last());
    }

    [Fact]
    public void Of_single_departures_that_all_do_it_the_one_is_told_that_explains_itself()
    {
        Exploration found = Simulator.Explore(LosesAnUpdateOfALateComer, new ExploreOptions { Runs = 100 });
        Assert.Equal(1, found.Failure?.Departures);
        Assert.Contains("bob read 0   < runs before \"alice wrote 1\"", found.Story, StringComparison.Ordinal);
    }

    [Fact]
    public void First_come_first_served_has_no_departures_and_misses_what_needs_one()
    {
        Exploration found = Simulator.Explore(TrustsTheOrder, new ExploreOptions { Runs = 50, Strategy = "fifo" });
        Assert.Null(found.Failure);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("sticky")]
    [InlineData("sticky:0.5")]
    public void Every_strategy_that_departs_finds_the_lost_update(string strategy)
    {
        Exploration found = Simulator.Explore(LosesAnUpdate, new ExploreOptions { Runs = 200, Strategy = strategy, Shrink = false });
        Assert.Equal(RunOutcome.Failed, found.Failure?.Outcome);
    }

    [Fact]
    public void An_order_of_batches_leaves_nothing_to_chance_here()
    {
        Exploration found = Simulator.Explore(TrustsTheOrder, new ExploreOptions { Runs = 50, Ordering = Ordering.Loop });
        Assert.Null(found.Failure);
    }

    private sealed class Witness : IExplorationObserver
    {
        private ulong _seed;

        public List<int> Started { get; } = [];

        public Dictionary<int, (ulong Seed, int Steps)> Ended { get; } = [];

        public void RunStarting(int run, ulong seed)
        {
            Started.Add(run);
            _seed = seed;
        }

        public void RunEnded(CompletedRun run) => Ended.Add(run.Run, (_seed, run.Steps));
    }
}
