using FsCheck;
using FsCheck.Fluent;
using Sim.Properties.Runs;

namespace Sim.Properties.Hosts;

public class CrashTests
{
    private sealed record Crashed(Leftover[] Leftovers, ulong Seed, string Strategy, Ordering Ordering, bool StartsAgain)
    {
        public RunOptions Options => new() { Seed = Seed, Strategy = Strategy, Ordering = Ordering, MaxSteps = 5_000 };

        public override string ToString() =>
            $"{string.Join(", ", Leftovers)} (seed {Seed}, {Strategy}, {Ordering}, {(StartsAgain ? "started again" : "stays down")})";
    }

    private static readonly Arbitrary<Crashed> s_crashes = Arb.From(
        from count in Gen.Choose(1, 6)
        from leftovers in Gen.ArrayOf(Gen.Elements(Enum.GetValues<Leftover>()), count)
        from seed in Case.Seeds
        from strategy in Case.Strategies
        from ordering in Gen.Elements(Ordering.Pool, Ordering.Loop)
        from again in Gen.Elements(true, false)
        select new Crashed(leftovers, seed, strategy, ordering, again),
        static crash => crash.Leftovers.Length < 2 ? [] : crash.Leftovers.Select((_, i) => crash with { Leftovers = [.. crash.Leftovers[..i], .. crash.Leftovers[(i + 1)..]] }));

    /// <remarks>
    /// Mutations: seen to fail when the test's steps went on inlining after a crash; and when steps of an earlier process passed for those of the
    /// present one.
    /// </remarks>
    [Fact]
    public void Nothing_of_a_process_that_crashed_runs_or_logs_whatever_it_was_at() =>
        Holds.ForAll(s_crashes, static crash =>
        {
            (RunResult first, int late) = Run(crash);
            (RunResult second, _) = Run(crash);

            Assert.True(first.Outcome == RunOutcome.Passed, first.Story);
            Assert.Equal(0, late);
            Assert.Equal(first.Fingerprint, second.Fingerprint);
            int end = first.Trace.First(static step => step.Log.Contains("old crashed")).Index;
            Assert.DoesNotContain(first.Trace.Skip(end + 1), static step => step.Log.Contains("of the first run") || (step.Host == "old" && step.Index > 0 && step.Log.Count > 0));
        });

    private static (RunResult Result, int Late) Run(Crashed crash)
    {
        var legacy = new Legacy(crash.Leftovers);
        int runs = 0;
        RunResult result = Simulator.Run(
            async sim =>
            {
                SimulatedHost host = sim.AddHost("old", async host =>
                {
                    if (host.Incarnation == 1)
                    {
                        await legacy.Leave(sim);
                    }

                    await new TaskCompletionSource().Task;
                });
                for (int i = sim.Choose(50); i >= 0; i--)
                {
                    await Task.Yield();
                }

                host.Crash();
                runs = legacy.Runs;
                if (crash.StartsAgain)
                {
                    host.Restart();
                }

                await legacy.SetOff(sim);
            },
            crash.Options);
        return (result, legacy.Runs - runs);
    }
}
