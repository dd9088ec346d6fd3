using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Runs;

public class RetirementTests
{
    /// <summary>What .NET continues inside the call that completes it, where no context is in the way.</summary>
    private static readonly Leftover[] s_inSetter = [Leftover.Promise, Leftover.Reader, Leftover.WaitAsync];

    private sealed record Ended(Leftover[] Leftovers, ulong Seed, string Strategy, bool InOneSession)
    {
        public override string ToString() => $"{string.Join(", ", Leftovers)} (seed {Seed}, {Strategy}, {(InOneSession ? "one session" : "two sessions")})";
    }

    private static Arbitrary<Ended> Cases(params Leftover[] kinds) => Arb.From(
        from count in Gen.Choose(1, 6)
        from leftovers in Gen.ArrayOf(Gen.Elements(kinds), count)
        from seed in Case.Seeds
        from strategy in Case.Strategies
        from inOneSession in Gen.Elements(true, false)
        select new Ended(leftovers, seed, strategy, inOneSession),
        static ended => ended.Leftovers.Length < 2 ? [] : ended.Leftovers.Select((_, i) => ended with { Leftovers = [.. ended.Leftovers[..i], .. ended.Leftovers[(i + 1)..]] }));

    /// <remarks>Mutation: seen to fail when an item's owner was not looked at.</remarks>
    [Fact]
    public void Nothing_of_a_run_that_is_over_runs_or_logs_in_the_next() =>
        Holds.ForAll(Cases([.. Enum.GetValues<Leftover>().Except(s_inSetter)]), static ended =>
        {
            (Legacy legacy, int runs, _, RunResult second) = RunBoth(ended);

            Assert.Equal(runs, legacy.Runs);
            Assert.DoesNotContain("of the first run", second.Trace.SelectMany(static step => step.Log));
        }, cases: 50);

    /// <remarks>Mutation: seen to fail when a late item was dropped without a word.</remarks>
    [Fact]
    public void What_a_run_that_is_over_left_waiting_is_named_when_it_turns_up() =>
        Holds.ForAll(Cases(Leftover.QueuedPromise, Leftover.QueuedPromiseFree, Leftover.ContinueWith, Leftover.Semaphore), static ended =>
        {
            RunResult second = RunBoth(ended).Second;

            Assert.Equal(RunOutcome.Escaped, second.Outcome);
            Assert.Contains(second.Escapes, static escape => escape.What.Contains("Legacy.", StringComparison.Ordinal) && escape.What.Contains("which is over", StringComparison.Ordinal));
        }, cases: 50);

    /// <summary>.NET runs such a continuation before the setter returns, and nothing can keep it from that; but it is named, and its simulation is deaf.</summary>
    /// <remarks>Mutation: seen to fail when late code was noted in the world of its own session; and when a simulation whose run is over still logged.</remarks>
    [Fact]
    public void What_runs_inside_a_setter_of_the_next_run_is_named_and_leaves_no_mark_on_it() =>
        Holds.ForAll(Cases(s_inSetter), static ended =>
        {
            RunResult second = RunBoth(ended).Second;

            Assert.Equal(RunOutcome.Escaped, second.Outcome);
            Assert.Contains(second.Escapes, static escape => escape.What.Contains("which is over", StringComparison.Ordinal));
            Assert.DoesNotContain("of the first run", second.Trace.SelectMany(static step => step.Log));
        }, cases: 50);

    /// <summary>A finalizer that ends a wait, as PeriodicTimer's does, runs whenever there is a collection: later runs must not see it.</summary>
    /// <remarks>Mutation: seen to fail when what a finalizer posts to a run that is over counted as an escape.</remarks>
    [Fact]
    public void The_collection_of_what_a_run_left_behind_touches_no_later_run() =>
        Holds.ForAll(Cases(Leftover.Ticks, Leftover.DelayLoop, Leftover.QueuedPromise), static ended =>
        {
            RunResult second = RunBoth(ended, static _ => Legacy.Collect).Second;

            Assert.True(second.Outcome == RunOutcome.Passed, $"{second.Outcome}: {string.Join(", ", second.Escapes)}");
        }, cases: 20);

    private static (Legacy Legacy, int RunsAtEnd, RunResult First, RunResult Second) RunBoth(Ended ended) =>
        RunBoth(ended, static legacy => legacy.SetOff);

    private static (Legacy Legacy, int RunsAtEnd, RunResult First, RunResult Second) RunBoth(Ended ended, Func<Legacy, Func<Simulation, Task>> next)
    {
        var legacy = new Legacy(ended.Leftovers);
        var options = new RunOptions { Seed = ended.Seed, Strategy = ended.Strategy, MaxSteps = 2_000 };
        if (ended.InOneSession)
        {
            var both = new Both(legacy, next(legacy), options);
            Session.Execute(both);
            return (legacy, both.RunsAtEnd, both.Results[0], both.Results[1]);
        }

        RunResult first = Simulator.Run(legacy.Leave, options);
        int runs = legacy.Runs;
        return (legacy, runs, first, Simulator.Run(next(legacy), options));
    }

    /// <summary>Two runs of one session, which share its world.</summary>
    private sealed class Both(Legacy legacy, Func<Simulation, Task> next, RunOptions options) : IRunPlan
    {
        public List<RunResult> Results { get; } = [];

        public int RunsAtEnd { get; private set; }

        public RunSpec? Next() => Results.Count switch
        {
            0 => Spec(legacy.Leave),
            1 => Spec(next),
            _ => null,
        };

        public void Completed(World world)
        {
            RunsAtEnd = Results.Count == 0 ? legacy.Runs : RunsAtEnd;
            Results.Add(ResultFactory.Make(world));
        }

        private RunSpec Spec(Func<Simulation, Task> body) => new()
        {
            Seed = options.Seed,
            Strategy = StrategyNames.Make(options.Strategy),
            Options = options,
            Body = body,
        };
    }
}
