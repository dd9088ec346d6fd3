namespace Sim;

/// <summary>
/// Keeps running what it ran: with probability p it picks the newest step that the last one scheduled, else uniformly. For
/// async code a strong baseline (Coyote's probabilistic strategy is its kin): others stay behind for a whole chain of awaits.
/// </summary>
internal sealed class Sticky(double probability) : IStrategy
{
    public string Name => FormattableString.Invariant($"sticky:{probability}");

    public int? FairFrom => 0;

    public void BeginRun(ulong seed, ref RandomSource random)
    {
    }

    public int Pick(Candidates candidates, ref RandomSource random)
    {
        int newest = candidates.Ready - 1;
        bool continues = candidates.Tag(newest).Parent == candidates.LastStep;
        if (continues && random.Chance(probability))
        {
            return newest;
        }

        return candidates.HasLateTimer && random.Chance(LateWork.Probability) ? candidates.Ready : random.Below(candidates.Ready);
    }
}
