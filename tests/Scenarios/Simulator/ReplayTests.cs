namespace Sim.Scenarios.Simulators;

public class ReplayTests
{
    private static async Task Steady(Simulation sim)
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            await Task.Delay(sim.Choose(5));
            sim.Log($"worker {i}");
        }));
    }

    private static Task Other(Simulation sim) => Task.CompletedTask;

    /// <summary>Ten steps, of which the sixth differs once the switch is thrown.</summary>
    private static Func<Simulation, Task> Switched(bool thrown) => async sim =>
    {
        for (int i = 0; i < 10; i++)
        {
            await Task.Yield();
            if (i == 4)
            {
                await (thrown ? TakeTheDetour() : Task.CompletedTask);
            }
        }
    };

    private static async Task TakeTheDetour() => await Task.Yield();

    [Fact]
    public void A_token_replays_its_run_bit_for_bit()
    {
        foreach (ulong seed in (ulong[])[1, 2, 3, ulong.MaxValue])
        {
            RunResult run = Simulator.Run(Steady, new RunOptions { Seed = seed });
            RunResult again = Simulator.Replay(run.Token, Steady);
            Assert.Equal((run.Outcome, run.Fingerprint, run.Token, run.Seed), (again.Outcome, again.Fingerprint, again.Token, again.Seed));
            Assert.Equal(run.Trace.Select(Describe), again.Trace.Select(Describe));
        }

        static string Describe(TraceStep step) => $"{step with { Log = [] }} {string.Join('|', step.Log)}";
    }

    [Fact]
    public void A_failure_replays_as_the_same_failure()
    {
        static async Task Fails(Simulation sim)
        {
            await Task.Delay(sim.Choose(100));
            throw new InvalidOperationException($"at {sim.Time.GetUtcNow():ss.fff}");
        }

        RunResult run = Simulator.Run(Fails, new RunOptions { Seed = 3 });
        Assert.Equal(run.Failure!.Message, Simulator.Replay(run.Token, Fails).Failure!.Message);
    }

    [Fact]
    public void Ordering_limits_and_start_come_from_the_token()
    {
        RunOptions options = new() { Ordering = Ordering.Loop, MaxSteps = 3, StartTime = DateTimeOffset.UnixEpoch, Strategy = "sticky:0.5" };
        static async Task Long(Simulation sim)
        {
            sim.Log($"{sim.Time.GetUtcNow():O}");
            for (int i = 0; i < 10; i++)
            {
                await Task.Yield();
            }
        }

        RunResult run = Simulator.Run(Long, options);
        RunResult again = Simulator.Replay(run.Token, Long);
        Assert.Equal(RunOutcome.StepLimit, again.Outcome);
        Assert.Equal(run.Fingerprint, again.Fingerprint);
    }

    [Fact]
    public void A_token_made_without_a_run_replays_the_seed()
    {
        RunOptions options = new() { Seed = 12, Strategy = "sticky:0.7", Name = "steady" };
        string token = Simulator.SeedToken("steady", options);
        Assert.Equal(Simulator.Run(Steady, options).Fingerprint, Simulator.Replay(token, Steady, new RunOptions { Name = "steady" }).Fingerprint);
        Assert.True(Simulator.TokenMatches(token, "steady"));
        Assert.False(Simulator.TokenMatches(token, "unsteady"));
    }

    [Fact]
    public void A_token_is_safe_to_paste() =>
        Assert.Matches("^sim1-[A-Za-z0-9_-]+$", Simulator.Run(Steady, new RunOptions { Seed = 4 }).Token);

    [Fact]
    public void A_token_of_another_simulation_is_refused()
    {
        string token = Simulator.Run(Steady).Token;
        var refused = Assert.Throws<ArgumentException>(() => Simulator.Replay(token, Other));
        Assert.Contains("of another simulation, not of ReplayTests.Other", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_token_is_refused()
    {
        string token = Simulator.Run(Steady).Token;
        for (int i = "sim1-".Length; i < token.Length; i++)
        {
            string damaged = $"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}";
            var refused = Assert.Throws<ArgumentException>(() => Simulator.Replay(damaged, Steady));
            Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
        }

        foreach (string cut in (string[])[token[..^1], token[..20], "sim1-", token + "A", token + " ", token.Replace("-", "- ", StringComparison.Ordinal)])
        {
            Assert.Contains("copy the whole line once more", Assert.Throws<ArgumentException>(() => Simulator.Replay(cut, Steady)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sim2-AAAAAAAA", "of another version of Sim")]
    [InlineData("", "a token begins with \"sim1-\"")]
    [InlineData("hello", "a token begins with \"sim1-\"")]
    public void A_token_that_is_none_is_refused_with_the_reason(string token, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => Simulator.Replay(token, Steady)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_replay_that_diverges_names_the_first_step_that_differs()
    {
        RunOptions fifo = new() { Name = "switched", Strategy = "fifo" };
        RunResult run = Simulator.Run(Switched(thrown: false), fifo);
        var diverged = Assert.Throws<ReplayDivergedException>(() => Simulator.Replay(run.Token, Switched(thrown: true), fifo));

        // Step 0 begins the body, step i is its i-th yield; the fifth is followed by the detour, which is step 6.
        Assert.Contains("the first difference is at step 6 ", diverged.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(TakeTheDetour), diverged.Message, StringComparison.Ordinal);
        Assert.Contains($"It recorded {run.Steps} steps and this run took {diverged.Result.Steps}.", diverged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_that_only_logs_something_else_diverges_too()
    {
        RunOptions named = new() { Name = "logs" };
        static Func<Simulation, Task> Logs(string text) => sim =>
        {
            sim.Log(text);
            return Task.CompletedTask;
        };
        string token = Simulator.Run(Logs("a"), named).Token;
        Assert.Throws<ReplayDivergedException>(() => Simulator.Replay(token, Logs("b"), named));
    }
}
