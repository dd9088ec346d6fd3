namespace Sim;

/// <summary>
/// The very opposite of first come, first served: what came last overtakes all that came before. By turns, as the seed says, either all that
/// is ready goes a step each, the newest step first, or the newest chain that is ready runs until it waits.
/// </summary>
/// <remarks>
/// No paper's: the mirror image of the boring schedule, which every exploration should see once. In rounds a step that another chain woke
/// does not wait for its turn, as on a system where what is woken preempts who woke it. Of the runs without rounds every other one is not exact:
/// the chain that would run falls behind all others at two random picks, as in <see cref="Pct"/> of depth 3.
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
        if (_goesInRounds)
        {
            return Woken(candidates, count) is >= 0 and var woken ? woken : NewestOfRound(candidates, count);
        }

        int pick = NewestChain(candidates, count);
        if (Array.IndexOf(_changes, _pick++) >= 0)
        {
            _fallen.Add(candidates.Chain(pick));
            pick = NewestChain(candidates, count);
        }

        return pick;
    }

    /// <summary>The newest step that a step of another chain made ready, but for the beginnings of chains; -1 if there is none.</summary>
    private static int Woken(Candidates candidates, int count)
    {
        int i = count - 1;
        while (i >= 0 && !IsWoken(candidates, i))
        {
            i--;
        }

        return i;
    }

    private static bool IsWoken(Candidates candidates, int index)
    {
        int waker = candidates.ChainOfStep(candidates.Tag(index).Parent - 1);
        int chain = candidates.Chain(index);
        return waker != 0 && chain != 0 && waker != chain && candidates.Chains[chain].Parent != waker;
    }

    private int NewestOfRound(Candidates candidates, int count)
    {
        int newest = Newest(candidates, count);
        if (newest < 0)
        {
            _roundEnds = candidates.NewestItem(count);
            newest = Newest(candidates, count);
        }

        return newest;
    }

    /// <summary>The newest step of those that were scheduled before the round began; -1 if there is none.</summary>
    private int Newest(Candidates candidates, int count)
    {
        int newest = -1;
        for (int i = 0; i < count; i++)
        {
            int item = candidates.Item(i);
            newest = item <= _roundEnds && (newest < 0 || item > candidates.Item(newest)) ? i : newest;
        }

        return newest;
    }

    private int NewestChain(Candidates candidates, int count)
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
