namespace Sim;

/// <summary>
/// Uniform random walk (URW; Zhao, Wolff, Mathur, Roychoudhury: "Selectively uniform concurrency testing", ASPLOS 2025): a profile counts the steps
/// of each chain, those of its descendants included until they begin; then a chain is picked with probability proportional to what it
/// has left. With exact counts and no blocking every interleaving is equally likely.
/// </summary>
/// <remarks>
/// Departures: the profile run is the boring one instead of a random one; a chain unknown to it counts as the average of its class. A timer that may
/// fire late is considered at one pick of eight.
/// </remarks>
internal sealed class Urw : IStrategy
{
    private readonly ChainWeights _weights = new(countsAccesses: false);
    private ChainBook _book;
    private int[] _shares = new int[16];

    public string Name => "urw";

    public bool Tracks => true;

    public bool NeedsProfile => true;

    public void Learn(RunProfile profile) => _weights.Learn(profile);

    public void BeginRun(ulong seed, ref RandomSource random)
    {
        _weights.Clear();
        _book.Clear();
    }

    public int Pick(Candidates candidates, ref RandomSource random)
    {
        Follow(candidates);
        int count = LateWork.Count(candidates, ref random);
        Grow.To(ref _shares, count);
        int total = 0;
        for (int i = 0; i < count; i++)
        {
            total += _shares[i] = Math.Max(1, _weights[candidates.Chain(i)]);
        }

        int at = random.Below(total);
        int pick = 0;
        while ((at -= _shares[pick]) >= 0)
        {
            pick++;
        }

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
            _weights.Take(candidates.ChainOfStep(step), 1);
        }
    }
}
