using FsCheck;
using FsCheck.Fluent;
using Sim.Properties.Runs;

namespace Sim.Properties.Choices;

public class ChoiceSourceTests
{
    private static readonly ChoiceDomain[] s_domains = Enum.GetValues<ChoiceDomain>();

    /// <summary>One draw: for what, and from how many.</summary>
    public sealed record Asked(int Domain, int Bound)
    {
        internal ChoiceDomain Purpose => s_domains[Domain];
    }

    private static Gen<Asked> Draw =>
        from domain in Gen.Choose(0, s_domains.Length - 1)
        from bound in Gen.Frequency((1, Gen.Constant(1)), (8, Gen.Choose(2, 20)), (1, Gen.Constant(int.MaxValue)))
        select new Asked(domain, bound);

    private static Gen<Asked[]> Draws => Gen.ArrayOf(Draw).Where(static draws => draws.Length > 0);

    /// <remarks>Mutation: seen to fail when all draws came from one source of random numbers.</remarks>
    [Fact]
    public void One_more_draw_for_one_purpose_shifts_no_draw_for_another() =>
        Holds.ForAll(Arb.From(from draws in Draws from more in Draw from at in Gen.Choose(0, 1_000) from seed in Case.Seeds select (draws, more, at, seed)), static @case =>
        {
            int at = @case.at % (@case.draws.Length + 1);
            Asked[] longer = [.. @case.draws[..at], @case.more, .. @case.draws[at..]];

            int[] before = Answer(@case.seed, null, @case.draws);
            int[] after = Answer(@case.seed, null, longer);

            after = [.. after[..at], .. after[(at + 1)..]];
            Assert.All(@case.draws.Index().Where(draw => draw.Item.Domain != @case.more.Domain), draw => Assert.Equal(before[draw.Index], after[draw.Index]));
        }, cases: 300);

    /// <remarks>Mutation: seen to fail when random numbers could reach the bound.</remarks>
    [Fact]
    public void An_answer_lies_below_its_bound_and_what_is_recorded_replays_to_the_same_answers() =>
        Holds.ForAll(Arb.From(from draws in Draws from seed in Case.Seeds select (draws, seed)), static @case =>
        {
            var source = new ChoiceSource();
            source.Begin(@case.seed, null);
            int[] answers = [.. @case.draws.Select(draw => source.Draw(draw.Purpose, draw.Bound))];
            int[] recorded = source.Recorded.ToArray();
            int departures = source.Departures;

            Assert.All(answers.Zip(@case.draws), static pair => Assert.InRange(pair.First, 0, pair.Second.Bound - 1));
            Assert.Equal(answers.Count(static answer => answer != 0), departures);
            source.Begin(@case.seed + 1, recorded);
            Assert.Equal(answers, @case.draws.Select(draw => source.Draw(draw.Purpose, draw.Bound)));
            Assert.Equal((recorded.Length, departures, false), (source.Count, source.Departures, source.Diverged));
        }, cases: 300);

    /// <remarks>Mutation: seen to fail when an answer beyond the bound became 0.</remarks>
    [Fact]
    public void A_script_that_does_not_fit_is_lowered_to_the_bound_and_goes_on_with_zeros_and_says_so() =>
        Holds.ForAll(Arb.From(from draws in Draws from script in Gen.ArrayOf(Gen.Choose(0, 30)) select (draws, script)), static @case =>
        {
            Asked[] real = [.. @case.draws.Where(static draw => draw.Bound > 1)];
            int[] script = @case.script;
            var source = new ChoiceSource();
            source.Begin(0, script);

            int[] answers = [.. real.Select(draw => source.Draw(draw.Purpose, draw.Bound))];

            Assert.Equal(real.Select((draw, i) => i < script.Length ? Math.Min(script[i], draw.Bound - 1) : 0), answers);
            Assert.Equal(real.Where((draw, i) => i >= script.Length || script[i] >= draw.Bound).Any(), source.Diverged);
            Assert.Equal(answers, source.Recorded.ToArray());
        }, cases: 300);

    /// <remarks>Mutation: seen to fail when the comparison with the probability was turned round.</remarks>
    [Fact]
    public void A_chance_of_nothing_never_comes_and_one_of_everything_always() =>
        Holds.ForAll(Case.Seeds.ToArbitrary(), static seed =>
        {
            var source = new ChoiceSource();
            source.Begin(seed, null);
            for (int i = 0; i < 100; i++)
            {
                Assert.False(source.DrawChance(ChoiceDomain.Fault, 0));
                Assert.True(source.DrawChance(ChoiceDomain.Fault, 1));
            }
        });

    private static int[] Answer(ulong seed, int[]? script, Asked[] draws)
    {
        var source = new ChoiceSource();
        source.Begin(seed, script);
        return [.. draws.Select(draw => source.Draw(draw.Purpose, draw.Bound))];
    }
}
