using Sim.Checking;
using Input = Sim.Checking.RegisterInput<int>;
using Output = Sim.Checking.Reply<int>;

namespace Sim.Scenarios.Checking;

/// <summary>Histories recorded in runs.</summary>
public class RecordingTests
{
    private static readonly RegisterModel<int> s_register = new(0);

    [Fact]
    public void A_cache_that_answers_late_is_found_shrunk_and_told()
    {
        Exploration exploration = Simulator.Explore(StaleCacheAsync, new ExploreOptions { Runs = 200 });

        Failure failure = Assert.IsType<Failure>(exploration.Failure?.Failure);
        Assert.IsType<HistoryViolationException>(failure.Exception);
        Assert.StartsWith("Not linearizable: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("RecordingTests.cs", failure.Place, StringComparison.Ordinal);
        Assert.Contains("bob: read -> 0", exploration.Story, StringComparison.Ordinal);
    }

    /// <remarks>Seen to fail when failures were compared by the whole message: what carol read could not be taken away.</remarks>
    [Fact]
    public void What_else_clients_did_shrinks_away()
    {
        Exploration exploration = Simulator.Explore(StaleAmongOthersAsync, new ExploreOptions { Runs = 1, Seed = 3 });

        Assert.Contains("carol: read", exploration.Original!.Failure!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("carol: read", exploration.Failure!.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_and_ends_are_stamped_with_virtual_time_and_are_lines_of_the_trace()
    {
        History<Input, Output> history = null!;
        RunResult run = Simulator.Run(async sim =>
        {
            history = new History<Input, Output>(sim);
            await Task.Delay(10);
            PendingOperation<Input, Output> write = history.Invoke("alice", Input.Write(1));
            PendingOperation<Input, Output> read = history.Invoke("bob", Input.Read);
            await Task.Delay(5);
            write.Return(Output.Yes);
            read.Unknown();
            history.Invoke("bob", Input.Read).Fail();
            history.Invoke("carol", Input.Read);
        });

        Assert.Equal(RunOutcome.Passed, run.Outcome);
        Assert.Equal(
            ["0.010000-0.015000  alice: write 1 -> yes", "0.010000-?         bob: read -> no answer", "0.015000-?         bob: read -> failed", "0.015000-?         carol: read -> not answered yet"],
            history.Operations.Select(static operation => operation.ToString()));
        Assert.Contains(run.Trace, static step => step.Log.Contains("alice: write 1 -> yes"));
    }

    [Fact]
    public void An_exception_of_a_call_is_passed_on_and_its_effect_unknown()
    {
        RunResult run = Simulator.Run(static async sim =>
        {
            var history = new History<Input, Output>(sim);
            await Assert.ThrowsAsync<TimeoutException>(() => history.RecordAsync("alice", Input.Write(1), static () => throw new TimeoutException()));
            Assert.Equal(Output.Of(1), await history.RecordAsync("alice", Input.Read, static () => Task.FromResult(Output.Of(1))));
            history.ThrowIfNotLinearizable(s_register);
            Assert.Equal(OperationEnd.Unknown, history.Operations[0].End);
        });

        Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
    }

    [Fact]
    public void A_client_does_one_thing_after_another_and_each_ends_once()
    {
        RunResult run = Simulator.Run(static sim =>
        {
            var history = new History<Input, Output>(sim);
            PendingOperation<Input, Output> pending = history.Invoke("alice", Input.Read);
            Assert.Throws<InvalidOperationException>(() => history.Invoke("alice", Input.Read));
            pending.Return(Output.Of(0));
            Assert.Throws<InvalidOperationException>(pending.Unknown);
            return Task.CompletedTask;
        });

        Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
    }

    /// <summary>A write is answered when the store has it, a little before the cache that reads ask.</summary>
    private static async Task StaleCacheAsync(Simulation sim)
    {
        var history = new History<Input, Output>(sim);
        int cache = 0;
        Task write = history.RecordAsync("alice", Input.Write(1), async () =>
        {
            _ = RefreshAsync();
            await Task.Yield();
            return Output.Yes;
        });
        await write;
        await history.RecordAsync("bob", Input.Read, () => Task.FromResult(Output.Of(cache)));
        history.ThrowIfNotLinearizable(s_register);

        async Task RefreshAsync()
        {
            await Task.Yield();
            cache = 1;
        }
    }

    private static async Task StaleAmongOthersAsync(Simulation sim)
    {
        var history = new History<Input, Output>(sim);
        await history.RecordAsync("alice", Input.Write(1), static () => Task.FromResult(Output.Yes));
        for (int reads = sim.Choose(1_000_000); reads > 0; reads /= 10)
        {
            await history.RecordAsync("carol", Input.Read, static () => Task.FromResult(Output.Of(1)));
        }

        await history.RecordAsync("bob", Input.Read, static () => Task.FromResult(Output.Of(0)));
        history.ThrowIfNotLinearizable(s_register);
    }
}
