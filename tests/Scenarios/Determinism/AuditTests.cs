namespace Sim.Scenarios.Determinism;

/// <summary>Runs that are made twice, and what is said where they differ.</summary>
public class AuditTests
{
    private static readonly Dictionary<string, int> Cache = new(StringComparer.Ordinal);

    private static int s_calls;

    private static string? s_lastOrder;

    private static int Unrelated { get; } = 4;

    private static bool s_initialized;

    private static class Untouched
    {
        public static readonly int Value;

        static Untouched()
        {
            s_initialized = true;
            Value = 1;
        }
    }

    private static Exploration Explore(Func<Simulation, Task> body, int every = 100, int runs = 1_000) =>
        Simulator.Explore(body, new ExploreOptions { AuditEvery = every, Runs = runs });

    /// <remarks>Mutation: seen to fail when the two runs of an audit were not compared.</remarks>
    [Fact]
    public void A_difference_that_begins_late_is_found_by_the_sample()
    {
        int calls = 0;
        Exploration found = Explore(sim =>
        {
            calls++;
            sim.Log(calls > 300 ? $"call {calls}" : "call");
            return Task.CompletedTask;
        });
        Assert.Equal(RunOutcome.NotDeterministic, found.Failure?.Outcome);
        Assert.InRange(found.FailedRun, 298, 402);
        Assert.Contains("The first difference is step 0", found.Story, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 23)]
    [InlineData(1, 42)]
    [InlineData(5, 26)]
    public void Of_so_many_runs_one_is_made_twice_and_the_first_three_times_after_a_profile_run(int every, int calls)
    {
        int made = 0;
        Exploration found = Simulator.Explore(
            _ =>
            {
                made++;
                return Task.CompletedTask;
            },
            new ExploreOptions { AuditEvery = every, Runs = 58, FirstRun = 1, Stride = 3 });
        Assert.Null(found.Failure);
        Assert.Equal(20, found.Runs);
        Assert.Equal(calls, made);
    }

    /// <remarks>Mutation: seen to fail when the two runs of an audit were not compared.</remarks>
    [Fact]
    public void A_static_number_that_changes_a_run_is_named_with_its_values()
    {
        Exploration found = Explore(static sim =>
        {
            sim.Log($"call {++s_calls}");
            return Task.CompletedTask;
        });
        Assert.Matches(@"AuditTests\.s_calls \(\d, then \d\)", found.Story);
        Assert.DoesNotContain(nameof(Unrelated), found.Story, StringComparison.Ordinal);
        Assert.Equal(4, Unrelated);
    }

    [Fact]
    public void A_static_collection_that_grows_is_named_without_its_values()
    {
        Exploration found = Explore(static sim =>
        {
            Cache[$"key {Cache.Count}"] = 1;
            s_lastOrder = $"order {Cache.Count}";
            sim.Log($"{Cache.Count} cached");
            return Task.CompletedTask;
        });
        Assert.Contains("AuditTests.Cache", found.Story, StringComparison.Ordinal);
        Assert.Matches("AuditTests\\.s_lastOrder \\(\"order \\d\", then \"order \\d\"\\)", found.Story);
        Assert.NotNull(s_lastOrder);
    }

    [Fact]
    public void Looking_at_statics_initializes_no_class()
    {
        int calls = 0;
        Exploration found = Explore(sim =>
        {
            sim.Log($"call {++calls}");
            return Task.CompletedTask;
        });
        Assert.Equal(RunOutcome.NotDeterministic, found.Failure?.Outcome);
        Assert.False(s_initialized);
        Assert.Equal(1, Untouched.Value);
        Assert.True(s_initialized);
    }
}
