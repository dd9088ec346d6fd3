using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Simulators;

/// <summary>What a body asks its simulation to decide.</summary>
public class ChoiceTests
{
    [Fact]
    public void Choose_answers_from_zero_to_one_less_and_reaches_every_answer()
    {
        var seen = new HashSet<int>();
        Twice.RunSeeds(50, sim =>
        {
            seen.Add(sim.Choose(3));
            return Task.CompletedTask;
        });
        Assert.Equal([0, 1, 2], seen.Order());
    }

    [Fact]
    public void A_choice_of_one_is_no_choice()
    {
        RunResult without = Twice.Run(static sim => Task.CompletedTask, new RunOptions { Name = "same" });
        RunResult with = Twice.Run(static sim => Task.FromResult(sim.Choose(1)), new RunOptions { Name = "same" });
        Assert.Equal(without.Departures, with.Departures);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_choice_among_none_is_refused(int n)
    {
        RunResult result = Twice.Run(sim => Task.FromResult(sim.Choose(n)));
        Assert.IsType<ArgumentOutOfRangeException>(result.Failure?.Exception);
    }

    [Fact]
    public void A_fault_of_probability_zero_never_strikes_and_of_one_always()
    {
        foreach (RunResult result in Twice.RunSeeds(20, static sim =>
        {
            sim.Faults.Require(FaultKinds.Sites);
            sim.Faults.Activation = 1;
            Assert.False(sim.Fault("never", 0));
            Assert.True(sim.Fault("always", 1));
            return Task.CompletedTask;
        }))
        {
            Assert.Equal(RunOutcome.Passed, result.Outcome);
            Assert.Equal(["fault: always"], result.Trace.SelectMany(static step => step.Log));
        }
    }

    [Fact]
    public void A_fault_strikes_about_as_often_as_it_is_told_to()
    {
        int struck = 0;
        Twice.Run(sim =>
        {
            sim.Faults.Require(FaultKinds.Sites);
            sim.Faults.Activation = 1;
            struck = Enumerable.Range(0, 2_000).Count(_ => sim.Fault("rare", 0.1));
            return Task.CompletedTask;
        });
        Assert.InRange(struck, 140, 260);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_probability_beyond_its_range_is_refused_with_the_range(double probability)
    {
        RunResult result = Twice.Run(sim => Task.FromResult(sim.Fault("odd", probability)));
        Assert.IsType<ArgumentOutOfRangeException>(result.Failure?.Exception);
        Assert.Contains("between 0 and 1", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_needs_a_name_and_a_log_line_a_text()
    {
        Assert.IsType<ArgumentException>(Twice.Run(static sim => Task.FromResult(sim.Fault("", 0.5))).Failure?.Exception);
        Assert.IsType<ArgumentNullException>(Twice.Run(static sim =>
        {
            sim.Log(null!);
            return Task.CompletedTask;
        }).Failure?.Exception);
    }

    [Fact]
    public void An_invariant_that_does_not_hold_fails_the_run_even_if_its_exception_is_caught()
    {
        RunResult result = Twice.Run(static sim =>
        {
            sim.Always(condition: true, "holds");
            Record.Exception(() => sim.Always(condition: false, "stock is never negative"));
            return Task.CompletedTask;
        });
        Assert.Equal(RunOutcome.Failed, result.Outcome);
        Assert.IsType<InvariantViolatedException>(result.Failure!.Exception);
        Assert.Contains("stock is never negative", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_logged_stands_under_its_step_and_in_the_fingerprint()
    {
        static Func<Simulation, Task> Body(string second) => async sim =>
        {
            sim.Log("first");
            await Task.Delay(2);
            sim.Log(second);
        };

        RunResult one = Twice.Run(Body("second"));
        TraceStep[] steps = [.. one.Trace.Where(static step => step.Log.Count > 0)];
        Assert.Equal([("first", 0d), ("second", 2d)], steps.Select(static step => (step.Log[0], step.Time.TotalMilliseconds)));
        Assert.NotEqual(one.Fingerprint, Twice.Run(Body("other")).Fingerprint);
    }

    [Fact]
    public void Random_numbers_lie_in_their_ranges()
    {
        RunResult result = Twice.Run(static sim =>
        {
            Random random = sim.Random;
            for (int i = 0; i < 200; i++)
            {
                Assert.InRange(random.Next(), 0, int.MaxValue - 1);
                Assert.InRange(random.Next(7), 0, 6);
                Assert.InRange(random.Next(-5, 5), -5, 4);
                Assert.InRange(random.NextInt64(), 0, long.MaxValue - 1);
                Assert.InRange(random.NextInt64(long.MinValue, long.MaxValue), long.MinValue, long.MaxValue - 1);
                Assert.InRange(random.NextDouble(), 0, 1 - double.Epsilon);
                Assert.InRange(random.NextSingle(), 0f, 0.99999997f);
            }

            return Task.CompletedTask;
        });
        Assert.Null(result.Failure);
    }

    [Fact]
    public void Random_bytes_and_shuffles_come_from_the_seed()
    {
        List<string> outcomes = [];
        Twice.RunSeeds(10, sim =>
        {
            byte[] bytes = new byte[8];
            sim.Random.NextBytes(bytes);
            int[] numbers = [1, 2, 3, 4, 5];
            sim.Random.Shuffle(numbers);
            outcomes.Add(Convert.ToHexString(bytes) + string.Join("", numbers));
            sim.Log(outcomes[^1]);
            return Task.CompletedTask;
        });
        Assert.Equal(10, outcomes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(outcomes.Chunk(2), static pair => Assert.Equal(pair[0], pair[1]));
    }

    [Fact]
    public void Random_ranges_that_are_none_are_refused()
    {
        RunResult result = Twice.Run(static sim =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => sim.Random.Next(-1));
            Assert.Throws<ArgumentOutOfRangeException>(() => sim.Random.Next(2, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => sim.Random.NextInt64(-1));
            Assert.Throws<ArgumentOutOfRangeException>(() => sim.Random.NextInt64(2, 1));
            Assert.Equal(3, sim.Random.Next(3, 3));
            return Task.CompletedTask;
        });
        Assert.Null(result.Failure);
    }

    [Fact]
    public void A_random_number_that_fails_shrinks_to_the_least_that_does()
    {
        Exploration found = Simulator.Explore(static sim =>
        {
            int drawn = sim.Random.Next(1_000);
            sim.Log($"drew {drawn}");
            return drawn < 100 ? Task.CompletedTask : throw new InvalidOperationException("too much");
        });
        Assert.Equal(["drew 100"], found.Failure!.Trace.SelectMany(static step => step.Log));
        Assert.Equal(1, found.Failure.Departures);
    }

    [Fact]
    public void A_fault_that_is_not_needed_for_a_failure_is_shrunk_away()
    {
        Exploration found = Simulator.Explore(static async sim =>
        {
            for (int i = 0; i < 5; i++)
            {
                sim.Fault("noise", 0.5);
                await Task.Yield();
            }

            if (sim.Fault("culprit", 0.5))
            {
                throw new InvalidOperationException("struck");
            }
        });
        Assert.Equal(["fault: culprit"], found.Failure!.Trace.SelectMany(static step => step.Log));
    }
}
