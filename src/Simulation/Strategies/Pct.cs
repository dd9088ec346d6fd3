namespace Sim;

/// <summary>
/// Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte: "A randomized scheduler with probabilistic guarantees of
/// finding bugs", ASPLOS 2010): every chain has a random priority, the highest one that is ready runs, and at d - 1 random picks the one
/// that would run falls below all others. A bug of depth d among n chains and k picks is found with probability at least 1/(n k^(d-1)).
/// </summary>
/// <remarks>
/// Departures: chains stand in for threads (Ozkan, OOPSLA 2018), and a new one is put in at a random place. k counts picks with
/// more than one candidate and comes from the profile; a run that is longer has its change points in its first k picks. A timer that may
/// fire late is considered at one pick of eight.
/// </remarks>
internal sealed class Pct(int depth) : IStrategy
{
    private readonly int[] _changes = new int[depth - 1];
    private ChainBook _book;
    private double[] _priorities = new double[16];
    private int _picks = 64;
    private int _pick;
    private int _fallen;

    public string Name => FormattableString.Invariant($"pct:{depth}");

    public bool Tracks => true;

    public bool NeedsProfile => true;

    public void Learn(RunProfile profile) => _picks = Math.Max(2, profile.Picks);

    public void BeginRun(ulong seed, ref RandomSource random)
    {
        _book.Clear();
        _pick = 0;
        _fallen = 0;
        for (int i = 0; i < _changes.Length; i++)
        {
            _changes[i] = random.Below(_picks);
        }
    }

    public int Pick(Candidates candidates, ref RandomSource random)
    {
        while (_book.NextChain(candidates) is > 0 and var chain)
        {
            Grow.To(ref _priorities, chain);
            _priorities[chain] = random.Unit();
        }

        int count = LateWork.Count(candidates, ref random);
        int pick = Highest(candidates, count);
        for (int i = 0; i < _changes.Length; i++)
        {
            if (_changes[i] == _pick)
            {
                _priorities[candidates.Chain(pick)] = --_fallen;
                pick = Highest(candidates, count);
            }
        }

        _pick++;
        return pick;
    }

    private int Highest(Candidates candidates, int count)
    {
        int best = 0;
        for (int i = 1; i < count; i++)
        {
            best = _priorities[candidates.Chain(i)] > _priorities[candidates.Chain(best)] ? i : best;
        }

        return best;
    }
}
