namespace Sim;

/// <summary>
/// Selectively uniform random walk (SURW; Zhao, Wolff, Mathur, Roychoudhury: "Selectively uniform concurrency testing", ASPLOS 2025): uniform over the orders
/// of *interesting* steps, whatever the others do. A chain is intended, drawn by what it has left of them; the pick is uniform among what is
/// ready, but an interesting step waits unless its chain is the intended one. When that one ran, the next is intended.
/// </summary>
/// <remarks>
/// Interesting are the steps that declare an access; where the program declares none, all steps, which is URW. Departures: the
/// profile run is the boring one; where everything ready waits, a chain of those is intended anew. A timer that may fire late is considered
/// at one pick of eight.
/// </remarks>
internal sealed class Surw : IStrategy
{
    private readonly ChainWeights _weights = new(countsAccesses: true);
    private readonly Urw _fallback = new();
    private ChainBook _book;
    private bool _declares;
    private int _intended;

    public string Name => "surw";

    public bool Tracks => true;

    public bool NeedsProfile => true;

    public void Learn(RunProfile profile)
    {
        _weights.Learn(profile);
        _fallback.Learn(profile);
        _declares = profile.Accesses > 0;
    }

    public void BeginRun(ulong seed, ref RandomSource random)
    {
        _weights.Clear();
        _book.Clear();
        _intended = 0;
        _fallback.BeginRun(seed, ref random);
    }

    public int Pick(Candidates candidates, ref RandomSource random)
    {
        if (!_declares)
        {
            return _fallback.Pick(candidates, ref random);
        }

        Follow(candidates);
        int count = LateWork.Count(candidates, ref random);
        if (_intended == 0)
        {
            _intended = _weights.Draw(ref random);
        }

        int free = CountFree(candidates, count);
        return free > 0 ? NthFree(candidates, random.Below(free)) : Intend(candidates, count, ref random);
    }

    private bool IsFree(Candidates candidates, int index) => !candidates.Access(index).Any || candidates.Chain(index) == _intended;

    private int CountFree(Candidates candidates, int count)
    {
        int free = 0;
        for (int i = 0; i < count; i++)
        {
            free += IsFree(candidates, i) ? 1 : 0;
        }

        return free;
    }

    private int NthFree(Candidates candidates, int nth)
    {
        for (int i = 0; ; i++)
        {
            if (IsFree(candidates, i) && nth-- == 0)
            {
                return i;
            }
        }
    }

    /// <summary>Everything ready waits for the intended chain, which is not ready: one of those is intended.</summary>
    private int Intend(Candidates candidates, int count, ref RandomSource random)
    {
        int total = 0;
        for (int i = 0; i < count; i++)
        {
            total += Math.Max(1, _weights[candidates.Chain(i)]);
        }

        int at = random.Below(total);
        int pick = 0;
        while ((at -= Math.Max(1, _weights[candidates.Chain(pick)])) >= 0)
        {
            pick++;
        }

        _intended = candidates.Chain(pick);
        return pick;
    }

    private void Follow(Candidates candidates)
    {
        while (_book.NextChain(candidates) is > 0 and var chain)
        {
            _weights.Begin(candidates.Chains, chain);
        }

        while (_book.NextStep(candidates) is >= 0 and var step)
        {
            int ran = candidates.ChainOfStep(step);
            if (candidates.AccessOfStep(step).Any)
            {
                _weights.Take(ran, 1);
                _intended = ran == _intended ? 0 : _intended;
            }
        }
    }
}
