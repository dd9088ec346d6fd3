using FsCheck;
using FsCheck.Fluent;
using Sim.Properties.Programs;

namespace Sim.Properties.Runs;

public class ShrinkTests
{
    /// <remarks>Mutation: seen to fail when the shrinker took any smaller run, whether it failed or not; and when it stopped zeroing at pairs of departures.</remarks>
    [Fact]
    public void A_shrunk_run_fails_as_the_original_did_and_needs_every_departure_that_is_left()
    {
        int found = 0;
        int departing = 0;
        Holds.ForAll(Case.Calm, @case =>
        {
            Exploration exploration = Explore(@case);
            if (exploration.Failure is null)
            {
                return;
            }

            found++;
            departing += exploration.Failure.Departures > 0 ? 1 : 0;
            AssertFailsAlike(exploration.Original!, exploration.Failure);
            AssertEachDepartureIsNeeded(@case, exploration.Failure);
        }, cases: 30);

        Assert.True(found > 10, $"Only {found} cases failed.");
        Assert.True(departing == found, $"Only {departing} of {found} failures depart from first come, first served.");
    }

    /// <remarks>Mutation: seen to fail when the comparison was "at most" instead of "less than".</remarks>
    [Fact]
    public void Smaller_is_a_strict_order_of_choices_and_a_departure_less_is_always_smaller() =>
        Holds.ForAll(Gen.Three(ChoiceLists).ToArbitrary(), static lists =>
        {
            (int[] a, int[] b, int[] c) = lists;
            Assert.False(ShrinkPlan.IsSmaller(a, a));
            Assert.False(ShrinkPlan.IsSmaller(a, b) && ShrinkPlan.IsSmaller(b, a));
            Assert.True(!ShrinkPlan.IsSmaller(a, b) || !ShrinkPlan.IsSmaller(b, c) || ShrinkPlan.IsSmaller(a, c));
            Assert.All(WithoutEach(a), fewer => Assert.True(ShrinkPlan.IsSmaller(fewer, a)));
        }, cases: 300);

    private static Gen<int[]> ChoiceLists => Gen.ArrayOf(Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 9)))).Resize(8);

    private static Exploration Explore(Case @case) =>
        Simulator.Explore(sim => Body(sim, @case), new ExploreOptions { Seed = @case.Seed, Strategy = @case.Strategy, Runs = 20 });

    /// <summary>Fails where an update is lost and, besides, a notice came early or a draw is 2; the program beside them is noise.</summary>
    private static async Task Body(Simulation sim, Case @case)
    {
        var races = new TwoRaces();
        await Task.WhenAll(races.Run(), Interpreter.Run(sim, @case.Program));
        if (races.HasLostUpdate && (races.WasEarly || sim.Choose(3) == 2))
        {
            throw new InvalidOperationException("An update was lost.");
        }
    }

    private static void AssertFailsAlike(RunResult original, RunResult shrunk)
    {
        Assert.Equal(original.Outcome, shrunk.Outcome);
        Assert.Equal(original.Failure!.Kind, shrunk.Failure!.Kind);
        Assert.Equal(original.Failure.Message, shrunk.Failure.Message);
        Assert.Equal(original.Failure.Place, shrunk.Failure.Place);
        Assert.True(shrunk.Departures <= original.Departures, $"{original.Departures} departures became {shrunk.Departures}.");
    }

    private static void AssertEachDepartureIsNeeded(Case @case, RunResult shrunk)
    {
        int[] choices = TokenText.Parse(shrunk.Token).Choices;
        Assert.Equal(shrunk.Departures, choices.Count(static choice => choice != 0));
        foreach (int[] without in WithoutEach(choices))
        {
            RunResult run = RunScript(@case, shrunk.Seed, without);
            Assert.NotEqual((shrunk.Outcome, shrunk.Failure!.Message), (run.Outcome, run.Failure?.Message ?? ""));
        }
    }

    private static IEnumerable<int[]> WithoutEach(int[] choices) =>
        from i in Enumerable.Range(0, choices.Length)
        where choices[i] != 0
        select (int[])[.. choices[..i], 0, .. choices[(i + 1)..]];

    private static RunResult RunScript(Case @case, ulong seed, int[] script) => SingleRun.Execute(new RunSpec
    {
        Seed = seed,
        Strategy = StrategyNames.Make("fifo"),
        Options = new RunOptions { Seed = seed },
        Body = sim => Body(sim, @case),
        Script = script,
        WaitsForOutside = false,
    }).Result!;
}
