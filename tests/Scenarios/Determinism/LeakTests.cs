using System.Globalization;

namespace Sim.Scenarios.Determinism;

/// <summary>What one step, or one run, leaves behind must not be seen by the next.</summary>
public class LeakTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    private static readonly CultureInfo Strange = new("") { NumberFormat = new() { NegativeSign = "mine" } };

    private static TaskCompletionSource? s_gate;

    private static string Describe()
    {
        Thread thread = Thread.CurrentThread;
        string name = thread.Name == "mine" ? "mine" : "none";
        return $"{name} {thread.Priority} {thread.IsBackground} {CultureInfo.CurrentCulture.NumberFormat.NegativeSign} {CultureInfo.CurrentUICulture.NumberFormat.NegativeSign} {Ambient.Value}";
    }

    private static void Spoil()
    {
        Thread.CurrentThread.Name = "mine";
        Thread.CurrentThread.Priority = ThreadPriority.AboveNormal;
        Thread.CurrentThread.IsBackground = false;
        CultureInfo.CurrentCulture = Strange;
        CultureInfo.CurrentUICulture = Strange;
        Ambient.Value = "mine";
    }

    [Fact]
    public void What_a_pool_item_does_to_its_thread_is_gone_in_the_next()
    {
        foreach (RunResult run in Twice.RunSeeds(20, static async sim =>
        {
            string before = Describe();
            List<string> seen = [];
            for (int i = 0; i < 3; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    _ =>
                    {
                        seen.Add(Describe());
                        Spoil();
                    },
                    null);
            }

            await Task.Delay(100);
            Assert.Equal([before, before, before], seen);
            Assert.Equal(before, Describe());
        }))
        {
            Assert.True(run.Outcome == RunOutcome.Passed, run.Failure?.ToString());
        }
    }

    [Fact]
    public void What_a_timer_callback_does_to_its_thread_is_gone_in_the_next_step()
    {
        RunResult run = Twice.Run(static async sim =>
        {
            string before = Describe();
            using Timer timer = new(static _ => Spoil(), null, 1, Timeout.Infinite);
            await Task.Delay(100);
            Assert.Equal(before, Describe());
        });
        Assert.True(run.Outcome == RunOutcome.Passed, run.Failure?.ToString());
    }

    [Fact]
    public void What_a_run_does_to_its_thread_is_gone_in_the_next_run()
    {
        List<string> seen = [];
        Exploration found = Simulator.Explore(
            sim =>
            {
                seen.Add(Describe());
                Spoil();
                return Task.CompletedTask;
            },
            new ExploreOptions { Runs = 5 });
        Assert.Null(found.Failure);
        Assert.Single(seen.Distinct(StringComparer.Ordinal));
        Assert.DoesNotContain("mine", seen[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Async_locals_of_the_caller_are_not_seen_inside()
    {
        Ambient.Value = "caller's";
        string? seen = "";
        Twice.Run(sim =>
        {
            seen = Ambient.Value;
            return Task.CompletedTask;
        });
        Assert.Null(seen);
    }

    [Fact]
    public void An_async_local_flows_along_awaits_and_not_to_siblings()
    {
        foreach (RunResult run in Twice.RunSeeds(20, static async sim =>
        {
            static async Task Keep(string value)
            {
                Ambient.Value = value;
                await Task.Yield();
                await Task.Delay(1).ConfigureAwait(false);
                Assert.Equal(value, Ambient.Value);
            }

            await Task.WhenAll(Keep("a"), Keep("b"));
            Assert.Null(Ambient.Value);
        }))
        {
            Assert.True(run.Outcome == RunOutcome.Passed, run.Failure?.ToString());
        }
    }

    [Fact]
    public void A_timer_left_behind_by_a_run_does_not_fire_in_the_next()
    {
        int fired = 0;
        List<Timer> kept = [];
        Exploration found = Simulator.Explore(
            async sim =>
            {
                await Task.Delay(5);
                kept.Add(new Timer(_ => fired++, null, 1, Timeout.Infinite));
            },
            new ExploreOptions { Runs = 10 });
        Assert.Null(found.Failure);
        kept.ForEach(static timer => timer.Dispose());
        Assert.Equal(0, fired);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_a_run_that_is_over_left_waiting_is_named_when_it_turns_up(ulong seed)
    {
        List<string> ran = [];
        int run = 0;
        async Task Body(Simulation sim)
        {
            string name = $"run {++run}";
            TaskCompletionSource? old = s_gate;
            s_gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = WaitAtTheGate(s_gate.Task, name);
            old?.SetResult();
            await Task.Delay(1);
        }

        async Task WaitAtTheGate(Task gate, string name)
        {
            await gate;
            ran.Add(name);
        }

        s_gate = null;
        Exploration found = Simulator.Explore(Body, new ExploreOptions { Runs = 3, Seed = seed });
        s_gate = null;
        Assert.Equal(RunOutcome.Escaped, found.Original?.Outcome);
        Escape late = Assert.Single(found.Original!.Escapes);
        Assert.Contains(nameof(WaitAtTheGate), late.What, StringComparison.Ordinal);
        Assert.Contains("which is over", late.What, StringComparison.Ordinal);
        Assert.Contains("create it anew in each run", late.Remedy, StringComparison.Ordinal);
        Assert.Empty(ran);
    }

    [Fact]
    public void The_simulation_of_a_run_that_is_over_refuses_to_decide_anything()
    {
        Simulation? kept = null;
        Simulator.Run(sim =>
        {
            kept = sim;
            return Task.CompletedTask;
        });
        var refused = Assert.Throws<InvalidOperationException>(() => kept!.Choose(2));
        Assert.Contains("This run is over", refused.Message, StringComparison.Ordinal);
    }
}
