namespace Sim;

/// <summary>
/// How much work each chain of a run has left, as the profile has it: a chain that begins takes its share from the one that began
/// it, and every step that runs takes one from its own.
/// </summary>
internal sealed class ChainWeights(bool countsAccesses)
{
    private RunProfile? _profile;
    private int[] _left = new int[16];

    /// <summary>How many chains are known.</summary>
    public int Count { get; private set; }

    /// <summary>The sum over all chains.</summary>
    public int Total { get; private set; }

    /// <summary>What a chain has left; never less than 0.</summary>
    public int this[int chain] => _left[chain];

    public void Learn(RunProfile profile) => _profile = profile;

    /// <summary>A run begins.</summary>
    public void Clear()
    {
        Count = 0;
        Total = 0;
    }

    /// <summary>A chain begins.</summary>
    public void Begin(ChainTable chains, int chain)
    {
        Grow.To(ref _left, chain);
        Count = chain;
        Work work = _profile?.WorkOf(chains[chain]) ?? new Work(1, 1);
        int weight = countsAccesses ? work.Accesses : work.Steps;
        _left[chain] = weight;
        Total += weight;
        if (chains[chain].Parent is > 0 and var parent)
        {
            Take(parent, weight);
        }
    }

    /// <summary>Work of a chain was done, or has become another's.</summary>
    public void Take(int chain, int work)
    {
        int taken = Math.Min(_left[chain], work);
        _left[chain] -= taken;
        Total -= taken;
    }

    /// <summary>A chain, with probability proportional to what it has left; 0 if none has anything left.</summary>
    public int Draw(ref RandomSource random)
    {
        if (Total == 0)
        {
            return 0;
        }

        int at = random.Below(Total);
        int chain = 0;
        while (at >= 0)
        {
            at -= _left[++chain];
        }

        return chain;
    }
}
