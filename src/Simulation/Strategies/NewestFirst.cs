namespace Sim;

/// <summary>
/// The newest chain that is ready runs first, the very opposite of first come, first served: what began last overtakes all that began
/// before. At two random picks the chain that would run falls behind all others, as in <see cref="Pct"/> of depth 3.
/// </summary>
internal sealed class NewestFirst : IStrategy
{
    private const int Changes = 2;

    private readonly int[] _changes = new int[Changes];
    private readonly List<int> _fallen = [];
    private int _picks = 64;
    private int _pick;

    public string Name => "newest";

    public bool Tracks => true;

    public bool NeedsProfile => true;

    public void Learn(RunProfile profile) => _picks = Math.Max(2, profile.Picks);

    public void BeginRun(ulong seed, ref RandomSource random)
    {
        _fallen.Clear();
        _pick = 0;

        // Every other run has no change at all: k is past the end.
        int end = random.Below(2) == 0 ? _picks : 0;
        for (int i = 0; i < Changes; i++)
        {
            _changes[i] = end == 0 ? -1 : random.Below(end);
        }
    }

    public int Pick(Candidates candidates, ref RandomSource random)
    {
        int count = LateWork.Count(candidates, ref random);
        int pick = First(candidates, count);
        if (Array.IndexOf(_changes, _pick++) >= 0)
        {
            _fallen.Add(candidates.Chain(pick));
            pick = First(candidates, count);
        }

        return pick;
    }

    private int First(Candidates candidates, int count)
    {
        int best = 0;
        for (int i = 1; i < count; i++)
        {
            best = Rank(candidates.Chain(i)) > Rank(candidates.Chain(best)) ? i : best;
        }

        return best;
    }

    /// <summary>The number of the chain, or below all of them the later the further.</summary>
    private int Rank(int chain) => _fallen.LastIndexOf(chain) is >= 0 and var place ? -1 - place : chain;
}
