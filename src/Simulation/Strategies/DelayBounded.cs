namespace Sim;

/// <summary>
/// Delay-bounded scheduling (Emmi, Qadeer, Rakamaric: "Delay-bounded scheduling", POPL 2011): a deterministic scheduler, here first come, first
/// served, is made to pass over the step that it would run, at d random picks. A step passed over comes after all others that are
/// ready. Of k picks, a schedule with d delays comes up with probability at least 1/k^d.
/// </summary>
internal sealed class DelayBounded(int delays) : IStrategy
{
    private readonly int[] _at = new int[delays];
    private readonly List<int> _passed = [];
    private int _picks = 64;
    private int _pick;

    public string Name => FormattableString.Invariant($"delay:{delays}");

    public bool Tracks => false;

    public bool NeedsProfile => true;

    public void Learn(RunProfile profile) => _picks = Math.Max(2, profile.Picks);

    public void BeginRun(ulong seed, ref RandomSource random)
    {
        _passed.Clear();
        _pick = 0;
        for (int i = 0; i < _at.Length; i++)
        {
            _at[i] = random.Below(_picks);
        }
    }

    public int Pick(Candidates candidates, ref RandomSource random)
    {
        int pick = First(candidates);
        foreach (int at in _at)
        {
            if (at == _pick)
            {
                _passed.Add(candidates.Item(pick));
                pick = First(candidates);
            }
        }

        _pick++;
        return pick;
    }

    /// <summary>The oldest that was not passed over, else the one whose turn was longest ago; a late timer only where it is left over.</summary>
    private int First(Candidates candidates)
    {
        int best = 0;
        int turn = int.MaxValue;
        for (int i = 0; i < candidates.Count && turn >= 0; i++)
        {
            int passed = _passed.LastIndexOf(candidates.Item(i));
            (best, turn) = passed < turn ? (i, passed) : (best, turn);
        }

        return best;
    }
}
