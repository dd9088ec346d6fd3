namespace Sim;

/// <summary>
/// Looks for one departure that does the work of two: where all runs with fewer departures were too many to try, it takes two out of the
/// failing run and puts one in, at each place and with each small answer. What it finds it goes on from.
/// </summary>
internal sealed class ExchangePlan : IRunPlan
{
    private const int MostAnswers = 4;

    private readonly RunSpec _spec;
    private readonly FailureIdentity _identity;
    private readonly IEnumerator<int[]> _candidates;
    private readonly Effort.Budget _budget;
    private readonly bool _isNeeded;
    private bool _accepted;

    public ExchangePlan(RunSpec spec, FailureIdentity identity, int[] best, bool isNeeded, Effort effort)
    {
        _budget = effort.Of(runs: 5_000, steps: 1_000_000);
        _spec = spec with { WaitsForOutside = false };
        _identity = identity;
        Best = best;
        _isNeeded = isNeeded;
        _candidates = Candidates().GetEnumerator();
    }

    /// <summary>The choices with the fewest departures known.</summary>
    public int[] Best { get; private set; }

    public RunSpec? Next()
    {
        bool ends = !_isNeeded || _budget.IsSpent || !_candidates.MoveNext();
        return ends ? null : _spec with { Script = _candidates.Current };
    }

    public void Completed(World world)
    {
        _budget.Count(world);
        int[] drawn = world.Choices.Recorded.ToArray();
        _accepted = Departures(drawn).Count < Departures(Best).Count && _identity.Equals(FailureIdentity.Of(world));
        Best = _accepted ? drawn : Best;
    }

    private IEnumerable<int[]> Candidates()
    {
        bool goesOn;
        do
        {
            goesOn = false;
            foreach (int[] candidate in Pairs().SelectMany(Exchanged))
            {
                yield return candidate;
                if (_accepted)
                {
                    goesOn = true;
                    break;
                }
            }
        }
        while (goesOn);
    }

    /// <summary>Neighbors first: they are the likeliest to do one thing together.</summary>
    private IEnumerable<(int One, int Other)> Pairs()
    {
        List<int> departures = Departures(Best);
        for (int apart = 1; apart < departures.Count; apart++)
        {
            for (int i = 0; i + apart < departures.Count; i++)
            {
                yield return (departures[i], departures[i + apart]);
            }
        }
    }

    private IEnumerable<int[]> Exchanged((int One, int Other) pair)
    {
        for (int at = 0; at < Best.Length; at++)
        {
            for (int value = 1; value < MostAnswers; value++)
            {
                int[] changed = [.. Best];
                changed[pair.One] = 0;
                changed[pair.Other] = 0;
                if (changed[at] == 0)
                {
                    changed[at] = value;
                    yield return changed;
                }
            }
        }
    }

    private static List<int> Departures(int[] choices) => [.. Enumerable.Range(0, choices.Length).Where(i => choices[i] != 0)];
}
