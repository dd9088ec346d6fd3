namespace Sim.Properties.Runs;

public class ReplayTests
{
    /// <remarks>Mutation: seen to fail when the replayer ran its script with seed 0 instead of the token's.</remarks>
    [Fact]
    public void A_token_replays_its_run_step_by_step()
    {
        var outcomes = new List<RunOutcome>();
        Holds.ForAll(Case.Any, @case =>
        {
            RunResult original = @case.Run();
            RunResult again = Simulator.Replay(original.Token, @case.Body);

            outcomes.Add(original.Outcome);
            Assert.Equal(Summary(original), Summary(again));
        }, cases: 300);

        Assert.InRange(outcomes.Count(static outcome => outcome == RunOutcome.Passed), 50, outcomes.Count - 50);
        Assert.Empty(outcomes.Except([RunOutcome.Passed, RunOutcome.Failed, RunOutcome.Unobserved]));
    }

    /// <remarks>Mutation: seen to fail when a run did not seed Random.Shared.</remarks>
    [Fact]
    public void The_same_seed_gives_the_same_run() =>
        Holds.ForAll(Case.Any, @case => Assert.Equal(Summary(@case.Run()), Summary(@case.Run())), cases: 200);

    /// <remarks>Mutation: seen to fail when in a batch, items were taken in only when the timer window was renewed, as the wall clock has it.</remarks>
    [Fact]
    public void How_long_steps_take_in_real_time_changes_nothing() =>
        Holds.ForAll(Case.Any, @case => Assert.Equal(Summary(@case.Run()), Summary((@case with { Burden = 30_000 }).Run())), cases: 150);

    /// <remarks>Mutation: seen to fail when the replayer gave the empty script of such a token to the run.</remarks>
    [Fact]
    public void A_token_without_choices_runs_the_seed_that_it_names() =>
        Holds.ForAll(Case.Any, @case =>
        {
            const string Name = "a name";
            RunOptions options = @case.Options with { Name = Name };
            RunResult original = Simulator.Run(@case.Body, options);

            Assert.Equal(Summary(original), Summary(Simulator.Replay(Simulator.SeedToken(Name, options), @case.Body, new RunOptions { Name = Name })));
        });

    private static (RunOutcome Outcome, string Fingerprint, int Steps, TimeSpan Time, int Departures, string Message, string Log) Summary(RunResult run) =>
        (run.Outcome, run.Fingerprint, run.Steps, run.VirtualTime, run.Departures, run.Failure?.Message + string.Join('\n', run.Escapes), string.Join('\n', run.Trace.SelectMany(static step => step.Log)));
}
