namespace Sim;

/// <summary>
/// Keeps running what it ran: with probability p it picks the newest step that the last one scheduled, else uniformly. For
/// async code a strong baseline (Coyote's probabilistic strategy is its kin): others stay behind for a whole chain of awaits.
/// </summary>
internal sealed class Sticky(double probability) : IStrategy
{
    public string Name => FormattableString.Invariant($"sticky:{probability}");

    public bool IsFair => true;

    public void BeginRun(ref RandomSource random)
    {
    }

    public int Pick(ReadyView ready, int candidates, int lastStep, ref RandomSource random)
    {
        int newest = ready.Count - 1;
        bool continues = new StepTag(ready.Tag(newest)).Parent == lastStep;
        if (continues && random.Chance(probability))
        {
            return newest;
        }

        return candidates > ready.Count && random.Chance(RandomWalk.LateWork) ? ready.Count : random.Below(ready.Count);
    }
}
