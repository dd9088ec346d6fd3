namespace Sim;

/// <summary>
/// Picks uniformly among what is ready. A step that competes with the same k others at each of n points comes last with
/// probability (1/(k+1))^n, which is why a walk misses bugs that need one long delay. The next timer is picked with
/// probability 1/8 only: uniformly it would fire at every other step of a program that has little to do.
/// </summary>
internal sealed class RandomWalk : IStrategy
{
    public string Name => "random";

    public int? FairFrom => 0;

    public void BeginRun(ulong seed, ref RandomSource random)
    {
    }

    public int Pick(Candidates candidates, ref RandomSource random) =>
        candidates.HasLateTimer && random.Chance(LateWork.Probability) ? candidates.Ready : random.Below(candidates.Ready);
}
