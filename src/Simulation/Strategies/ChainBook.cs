namespace Sim;

/// <summary>
/// Keeps up with a run for the strategies that go by chains: which chains are new, and which steps ran since the last pick (where
/// there was only one candidate nobody was asked).
/// </summary>
internal struct ChainBook
{
    private int _steps;
    private int _chains;

    /// <summary>A run begins.</summary>
    public void Clear()
    {
        _steps = 0;
        _chains = 0;
    }

    /// <summary>The next chain not told of yet; 0 where there is none.</summary>
    public int NextChain(Candidates candidates) => _chains < candidates.Chains.Count ? ++_chains : 0;

    /// <summary>The next step that ran and was not told of yet, from 0 on; -1 where there is none.</summary>
    public int NextStep(Candidates candidates) => _steps < candidates.LastStep ? _steps++ : -1;
}
