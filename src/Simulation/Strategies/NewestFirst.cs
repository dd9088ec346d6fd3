namespace Sim;

/// <summary>
/// The very opposite of first come, first served: what began last overtakes all that began before. By turns, as the seed says, either the
/// newest chain that is ready runs until it waits, or all chains go a step each, the newest first.
/// </summary>
/// <remarks>
/// No paper's: the mirror image of the boring schedule, which every exploration should see once. In three runs of four the order is
/// exact, in the fourth the chain that would run falls behind all others at two random picks, as in <see cref="Pct"/> of depth 3.
/// </remarks>
internal sealed class NewestFirst : IStrategy
{
    private const int Changes = 2;

    private readonly int[] _changes = new int[Changes];
    private readonly List<int> _fallen = [];
    private int _picks = 64;
    private int _pick;
    private int _roundEnds;
    private bool _goesInRounds;

    public string Name => "newest";

    public bool Tracks => true;

    public bool NeedsProfile => true;

    public void Learn(RunProfile profile) => _picks = Math.Max(2, profile.Picks);

    public void BeginRun(ulong seed, ref RandomSource random)
    {
        _fallen.Clear();
        _pick = 0;
        _roundEnds = -1;
        ulong turn = seed / Portfolio.Turns;
        _goesInRounds = turn % 2 == 0;
        for (int i = 0; i < Changes; i++)
        {
            _changes[i] = turn % 4 == 3 ? random.Below(_picks) : -1;
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
        int best = Best(candidates, count, _goesInRounds ? _roundEnds : int.MaxValue);
        if (best >= 0)
        {
            return best;
        }

        for (int i = 0; i < count; i++)
        {
            _roundEnds = Math.Max(_roundEnds, candidates.Item(i));
        }

        return Best(candidates, count, _roundEnds);
    }

    /// <summary>The newest chain of those whose step was scheduled before the round began; -1 if there is none.</summary>
    private int Best(Candidates candidates, int count, int upTo)
    {
        int best = -1;
        for (int i = 0; i < count; i++)
        {
            bool counts = candidates.Item(i) <= upTo;
            best = counts && (best < 0 || Rank(candidates.Chain(i)) > Rank(candidates.Chain(best))) ? i : best;
        }

        return best;
    }

    /// <summary>The number of the chain, or below all of them the later the further.</summary>
    private int Rank(int chain) => _fallen.LastIndexOf(chain) is >= 0 and var place ? -1 - place : chain;
}
