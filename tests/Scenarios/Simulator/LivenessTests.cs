using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Simulators;

/// <summary>What must sometimes hold, what must come true, and runs that go nowhere.</summary>
public class LivenessTests
{
    /// <summary>Seen to fail: invariants are looked at only where they are stated.</summary>
    [Fact]
    public void An_invariant_is_looked_at_after_every_step_until_it_is_taken_back()
    {
        RunResult broken = Twice.Run(static async sim =>
        {
            int leaders = 0;
            sim.Invariant(() => leaders <= 1, "one leader");
            await Task.Delay(10);
            leaders = 2;
            await Task.Yield();
            leaders = 1;
        });
        Assert.Equal((RunOutcome.Failed, "This should always hold, and did not: one leader"), (broken.Outcome, broken.Failure!.Exception?.Message));

        RunResult fine = Twice.Run(static async sim =>
        {
            int leaders = 0;
            using (sim.Invariant(() => leaders <= 1))
            {
                await Task.Delay(10);
            }

            SimulatedHost host = sim.AddHost("brief", _ =>
            {
                sim.Invariant(() => leaders <= 1);
                return Task.CompletedTask;
            });
            await host.Completion;
            leaders = 2;
            await Task.Yield();
        });
        Assert.Equal(RunOutcome.Passed, fine.Outcome);
        Assert.IsType<DivideByZeroException>(Twice.Run(static sim =>
        {
            int zero = sim.Choose(1);
            sim.Invariant(() => 1 / zero > 0);
            return Task.CompletedTask;
        }).Failure?.Exception);
    }

    private static async Task Spins(Simulation sim)
    {
        bool done = false;
        Task polling = Poll(() => done);
        await polling;
        done = true;
    }

    private static async Task Poll(Func<bool> done)
    {
        while (!done())
        {
            await Task.Yield();
        }
    }

    /// <summary>Two polite ones who step aside for each other: each step is taken back by the next.</summary>
    private static async Task StepsAside(Simulation sim)
    {
        bool[] wants = [true, true];
        async Task Walk(int me)
        {
            while (true)
            {
                wants[me] = true;
                await Task.Yield();
                if (!wants[1 - me])
                {
                    return;
                }

                wants[me] = false;
                await Task.Yield();
            }
        }

        await Task.WhenAll(Walk(0), Walk(1));
    }

    /// <summary>A reader that asks again and again takes every turn of a lock that the writer tries without waiting.</summary>
    private static async Task StarvesTheWriter(Simulation sim)
    {
        int readers = 0;
        using ProgressWatch reading = sim.ExpectProgress("the readers");
        using ProgressWatch writing = sim.ExpectProgress("the writer");
        async Task Read()
        {
            while (true)
            {
                readers++;
                await Task.Yield();
                reading.Made();
                readers--;
            }
        }

        async Task Write()
        {
            while (readers > 0)
            {
                await Task.Yield();
            }

            writing.Made();
        }

        await Task.WhenAny(Read(), Read(), Write());
    }

    [Fact]
    public void What_should_sometimes_hold_is_counted_over_all_runs()
    {
        static Task Body(Simulation sim)
        {
            int chosen = sim.Choose(4);
            sim.Sometimes(chosen == 0, "none");
            sim.Sometimes(chosen == 3, "three");
            sim.Sometimes(chosen == 3, "three");
            return Task.CompletedTask;
        }

        Exploration found = Simulator.Explore(Body, new ExploreOptions { Runs = 200 });
        Assert.Equal(["none", "three"], found.Sometimes.Select(static count => count.Name));
        SometimesCount three = found.Sometimes[1];
        Assert.Equal((200, 400), (three.Runs, three.Checks));
        Assert.InRange(three.RunsHeld, 20, 90);
        Assert.Equal(2 * three.RunsHeld, three.Held);
        Assert.Empty(found.NeverReached);
        found.ThrowIfFailed();
    }

    [Fact]
    public void What_never_held_in_a_whole_exploration_is_a_finding()
    {
        Exploration found = Simulator.Explore(
            static sim =>
            {
                sim.Sometimes(true, "it begins");
                sim.Sometimes(false, "the cache is full");
                return Task.CompletedTask;
            },
            new ExploreOptions { Runs = 30, Name = "cache" });
        Assert.Null(found.Failure);
        Assert.Equal(["the cache is full"], found.NeverReached);
        Assert.Equal(
            $"cache: nothing found in 30 runs.{Environment.NewLine}  Never reached: the cache is full (looked at 30 times in 30 runs).",
            found.Story);
        NeverReachedException never = Assert.Throws<NeverReachedException>(found.ThrowIfFailed);
        Assert.Equal(["the cache is full"], never.Names);
        Assert.Equal(found.Story, never.Message);
    }

    [Fact]
    public void The_counts_of_shares_add_up_to_those_of_the_whole()
    {
        static Task Body(Simulation sim)
        {
            sim.Sometimes(sim.Choose(5) == 4, "four");
            return Task.CompletedTask;
        }

        static IReadOnlyList<SometimesCount> Counts(int first, int stride) =>
            Simulator.Explore(Body, new ExploreOptions { Runs = 50, FirstRun = first, Stride = stride }).Sometimes;

        Assert.Equal(Counts(1, 1), SometimesCount.Sum([.. Counts(1, 3), .. Counts(2, 3), .. Counts(3, 3)]));
    }

    [Fact]
    public void A_share_of_the_runs_cannot_say_that_something_never_holds()
    {
        Exploration share = Simulator.Explore(
            static sim =>
            {
                sim.Sometimes(false, "elsewhere");
                return Task.CompletedTask;
            },
            new ExploreOptions { Runs = 10, Stride = 2 });
        Assert.Equal(["elsewhere"], share.NeverReached);
        share.ThrowIfFailed();
    }

    [Fact]
    public void What_comes_true_in_time_completes_at_the_step_that_made_it_true()
    {
        RunResult run = Twice.Run(
            static async sim =>
            {
                int value = 0;
                Task setting = Task.Run(async () =>
                {
                    await Task.Delay(300);
                    value = 1;
                    await Task.Delay(300);
                    value = 2;
                });
                await sim.Eventually(() => value == 1, TimeSpan.FromSeconds(1));
                Assert.Equal(300, (sim.Time.GetUtcNow() - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalMilliseconds);
                await setting;
            },
            new RunOptions { Strategy = "fifo" });
        Assert.Equal(RunOutcome.Passed, run.Outcome);
        Assert.Contains(run.Trace, static step => step.Log.Contains("came true: () => value == 1"));
    }

    [Fact]
    public void What_holds_for_one_step_only_has_come_true()
    {
        RunResult run = Twice.Run(static async sim =>
        {
            bool flash = false;
            Task flashing = Task.Run(async () =>
            {
                await Task.Yield();
                flash = true;
                await Task.Yield();
                flash = false;
            });
            await Task.WhenAll(sim.Eventually(() => flash, TimeSpan.FromMilliseconds(50)), flashing);
        });
        Assert.Equal(RunOutcome.Passed, run.Outcome);
    }

    /// <remarks>Mutation: seen to fail when a condition that expired ended nothing.</remarks>
    [Fact]
    public void What_does_not_come_true_in_time_fails_the_run_with_its_name_and_time()
    {
        RunResult run = Twice.Run(static sim => sim.Eventually(static () => false, TimeSpan.FromSeconds(5), "the replicas agree"));
        Assert.Equal(RunOutcome.Failed, run.Outcome);
        Assert.IsType<NotEventuallyException>(run.Failure!.Exception);
        Assert.Equal("This should have come true within 00:00:05 of virtual time, and did not: the replicas agree", run.Failure.Message);
        Assert.Equal(TimeSpan.FromSeconds(5), run.VirtualTime);
        Assert.Contains("check", run.Story, StringComparison.Ordinal);
        Assert.Contains("not within 00:00:05: the replicas agree", run.Story, StringComparison.Ordinal);
    }

    /// <remarks>Mutation: seen to fail when a condition that expired ended nothing.</remarks>
    [Fact]
    public void What_nobody_awaits_must_come_true_all_the_same()
    {
        RunResult run = Twice.Run(static sim =>
        {
            _ = sim.Eventually(static () => false, TimeSpan.FromMilliseconds(20), "never");
            return Task.CompletedTask;
        });
        Assert.IsType<NotEventuallyException>(run.Failure?.Exception);
    }

    [Fact]
    public void A_condition_that_throws_fails_the_run()
    {
        RunResult run = Twice.Run(static async sim =>
        {
            int steps = 0;
            await sim.Eventually(() => ++steps < 3 ? false : throw new InvalidOperationException("no such key"), TimeSpan.FromSeconds(1));
        });
        Assert.Equal("no such key", run.Failure?.Message);
    }

    [Fact]
    public void What_a_host_waits_for_falls_with_the_host()
    {
        RunResult run = Twice.Run(static async sim =>
        {
            SimulatedHost shop = sim.AddHost("shop", host =>
            {
                _ = sim.Eventually(static () => false, TimeSpan.FromSeconds(1), "never");
                return Task.CompletedTask;
            });
            await shop.Completion;
        });
        Assert.Equal((RunOutcome.Passed, TimeSpan.Zero), (run.Outcome, run.VirtualTime));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50 * 24 * 3600 * 1000L)]
    public void A_time_for_coming_true_that_is_out_of_range_is_refused(long milliseconds)
    {
        RunResult run = Twice.Run(sim => sim.Eventually(static () => true, TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Contains("from 1 ms to 49 days", run.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fair_schedule_that_goes_nowhere_is_a_livelock_that_names_what_runs()
    {
        RunResult run = Twice.Run(Spins, new RunOptions { Strategy = "random", ProgressBound = 500 });
        Assert.Equal((RunOutcome.Livelocked, 500), (run.Outcome, run.Steps));
        Assert.Contains("no virtual time passed, no line was written, nothing arrived", run.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("LivenessTests.Poll 100 %", run.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(run.Fingerprint, Simulator.Replay(run.Token, Spins).Fingerprint);
    }

    [Fact]
    public void Two_who_step_aside_for_each_other_for_ever_are_found_shrunk_and_told()
    {
        Exploration found = Simulator.Explore(StepsAside, new ExploreOptions { Strategy = "random", ProgressBound = 300, Runs = 50 });
        Assert.Equal(RunOutcome.Livelocked, found.Failure?.Outcome);
        Assert.DoesNotContain("Not confirmed", found.Story, StringComparison.Ordinal);
        Assert.Contains("no progress", found.Story, StringComparison.Ordinal);
        Assert.Equal(found.Failure!.Fingerprint, Simulator.Replay(found.Failure.Token, StepsAside).Fingerprint);
    }

    [Fact]
    public void A_run_that_writes_a_line_now_and_then_makes_progress()
    {
        RunResult run = Twice.Run(
            static async sim =>
            {
                for (int i = 0; i < 2_000; i++)
                {
                    await Task.Yield();
                    if (i % 100 == 0)
                    {
                        sim.Log($"turn {i}");
                    }
                }
            },
            new RunOptions { Strategy = "random", ProgressBound = 150 });
        Assert.Equal(RunOutcome.Passed, run.Outcome);
    }

    [Fact]
    public void Without_a_bound_a_long_run_at_one_instant_may_finish()
    {
        RunResult run = Simulator.Run(static async _ =>
        {
            for (int i = 0; i < 150_000; i++)
            {
                await Task.Yield();
            }
        });
        Assert.Equal(RunOutcome.Passed, run.Outcome);
    }

    [Fact]
    public void A_run_that_reaches_its_limit_of_steps_without_progress_is_a_livelock_and_one_with_progress_is_not()
    {
        RunResult stuck = Twice.Run(Spins, new RunOptions { Strategy = "random", MaxSteps = 100_100 });
        Assert.Equal(RunOutcome.Livelocked, stuck.Outcome);
        RunResult busy = Twice.Run(
            static async _ =>
            {
                while (true)
                {
                    await Task.Delay(1);
                }
            },
            new RunOptions { Strategy = "random", MaxSteps = 100_100 });
        Assert.Equal(RunOutcome.StepLimit, busy.Outcome);
    }

    /// <remarks>Mutation: seen to fail when a watch beside which nothing else went on was called starved, and the other a livelock.</remarks>
    [Fact]
    public void The_writer_whom_readers_never_let_in_is_starved()
    {
        RunResult run = Twice.Run(StarvesTheWriter, new RunOptions { Strategy = "random", ProgressBound = 400 });
        Assert.Equal(RunOutcome.Starved, run.Outcome);
        Assert.StartsWith("Starvation: the writer made no progress in 400 steps of a fair schedule, while the readers did.", run.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(run.Fingerprint, Simulator.Replay(run.Token, StarvesTheWriter).Fingerprint);
    }

    [Fact]
    public void A_watch_that_is_told_in_time_or_disposed_says_nothing()
    {
        RunResult run = Twice.Run(
            static async sim =>
            {
                using ProgressWatch working = sim.ExpectProgress("work");
                ProgressWatch ended = sim.ExpectProgress("ended");
                ended.Dispose();
                for (int i = 0; i < 1_000; i++)
                {
                    await Task.Yield();
                    working.Made();
                }
            },
            new RunOptions { Strategy = "random", ProgressBound = 50 });
        Assert.Equal(RunOutcome.Passed, run.Outcome);
    }
}
