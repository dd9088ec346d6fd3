namespace Sim;

/// <summary>
/// Shrinks a failing run: looks for choices with fewer departures, a shorter prefix and smaller values that fail in the same
/// way. A candidate is replayed tolerantly (missing choices are zero, surplus ones dropped), and what it really drew becomes
/// the next candidate's basis, so that every step of the way is a run that was seen.
/// </summary>
/// <remarks>
/// The order: cut the tail, zero ever smaller groups of departures (delta debugging, Zeller and Hildebrandt 2002, on the
/// departures alone), lower what is left; again until nothing helps. The end is 1-minimal, unless a limit was met first:
/// with any one departure zeroed the run does not fail in the same way.
/// </remarks>
internal sealed class ShrinkPlan : IRunPlan
{
    private readonly RunSpec _spec;
    private readonly FailureIdentity _identity;
    private readonly IEnumerator<int[]> _candidates;
    private readonly Effort.Budget _budget;
    private int[] _best;
    private bool _accepted;

    public ShrinkPlan(RunSpec spec, FailureIdentity identity, int[] choices, Effort effort)
    {
        _budget = effort.Of(runs: 5_000, steps: 2_000_000);
        _spec = spec with { WaitsForOutside = false };
        _identity = identity;
        _best = choices;
        _candidates = Candidates().GetEnumerator();
    }

    /// <summary>The smallest choices found that fail in the same way.</summary>
    public int[] Best => _best;

    /// <summary>How many candidates were tried.</summary>
    public int Runs => _budget.Runs;

    /// <summary>Whether it ended because nothing smaller was found, not because of a limit.</summary>
    public bool IsMinimal { get; private set; }

    public RunSpec? Next()
    {
        if (_budget.IsSpent)
        {
            return null;
        }

        if (!_candidates.MoveNext())
        {
            IsMinimal = true;
            return null;
        }

        return _spec with { Script = _candidates.Current };
    }

    public void Completed(World world)
    {
        _budget.Count(world);
        int[] drawn = world.Choices.Recorded.ToArray();
        _accepted = _identity.Equals(FailureIdentity.Of(world)) && IsSmaller(drawn, _best);
        if (_accepted)
        {
            _best = drawn;
        }
    }

    /// <summary>Fewer departures, else a shorter prefix, else a smaller sum.</summary>
    internal static bool IsSmaller(int[] left, int[] right) => Measure(left).CompareTo(Measure(right)) < 0;

    private static (int Departures, int Length, long Sum) Measure(int[] choices) => (
        choices.Count(static choice => choice != 0),
        choices.AsSpan().TrimEnd(0).Length,
        choices.Sum(static choice => (long)choice));

    private IEnumerable<int[]> Candidates()
    {
        int[] before;
        do
        {
            before = _best;
            foreach (int[] candidate in CutTail().Concat(ZeroGroups()).Concat(Delete()).Concat(Lower()))
            {
                yield return candidate;
            }
        }
        while (!ReferenceEquals(before, _best));
    }

    private IEnumerable<int[]> CutTail()
    {
        for (int kept = 0; kept < _best.AsSpan().TrimEnd(0).Length; kept = (kept * 2) + 1)
        {
            yield return _best[..kept];
            if (_accepted)
            {
                yield break;
            }
        }
    }

    private IEnumerable<int[]> ZeroGroups()
    {
        for (int size = Departures().Count; size >= 1; size = size == 1 ? 0 : (size + 1) / 2)
        {
            for (int first = 0; first < Departures().Count;)
            {
                yield return With(Departures().Skip(first).Take(size), static _ => 0);
                first += _accepted ? 0 : size;
            }
        }
    }

    /// <summary>Takes draws out before each departure, so that it happens earlier or what the test drew in vain is gone.</summary>
    private IEnumerable<int[]> Delete()
    {
        for (int i = 0; i < Departures().Count;)
        {
            int at = Departures()[i];
            if (at == 0)
            {
                i++;
                continue;
            }

            yield return [.. _best[..(at - 1)], .. _best[at..]];
            i += _accepted ? 0 : 1;
        }
    }

    private IEnumerable<int[]> Lower()
    {
        for (int i = 0; i < Departures().Count;)
        {
            int at = Departures()[i];
            int value = _best[at];
            foreach (int lower in new[] { 1, value / 2, value - 1 }.Where(lower => lower > 0 && lower < value).Distinct())
            {
                yield return With([at], _ => lower);
                if (_accepted)
                {
                    break;
                }
            }

            i += _accepted && value > 1 ? 0 : 1;
        }
    }

    private List<int> Departures() => [.. Enumerable.Range(0, _best.Length).Where(i => _best[i] != 0)];

    private int[] With(IEnumerable<int> positions, Func<int, int> value)
    {
        int[] changed = [.. _best];
        foreach (int position in positions)
        {
            changed[position] = value(changed[position]);
        }

        return changed;
    }
}
