namespace Sim;

/// <summary>A step of a run: who it is, what it touched, and where it was picked; null where it was the only candidate.</summary>
internal readonly record struct RunStep(StepTag Tag, StepTouches Access, PickNode? Node);

/// <summary>
/// Says which other orders a run makes worth trying: dynamic partial-order reduction (Flanagan and Godefroid 2005), with
/// source sets (Abdulla, Aronis, Jonsson and Sagonas 2014). Two steps race where they touch the same, neither led to the other, and nothing
/// between them orders them. Then a step with which the other order can begin is wanted in the place of the earlier.
/// </summary>
/// <remarks>
/// Departure from the papers: a step is a process of its own with one transition, made by the step that scheduled it. A candidate that never ran in the run (a timer that was
/// stopped) is wanted wherever it could have run.
/// </remarks>
internal sealed class Races
{
    private const int MostSteps = 2_000;

    private readonly IReadOnlyList<RunStep> _steps;
    private readonly Dictionary<StepTag, int> _indexes = [];
    private readonly ulong[][] _before;

    private Races(IReadOnlyList<RunStep> steps)
    {
        _steps = steps;
        _before = new ulong[steps.Count][];
        for (int i = 0; i < steps.Count; i++)
        {
            _indexes.TryAdd(steps[i].Tag, i);
        }
    }

    /// <summary>Marks what is wanted in the nodes of a run.</summary>
    public static void Mark(IReadOnlyList<RunStep> steps)
    {
        var races = new Races(steps);
        foreach (RunStep step in steps)
        {
            races.WantStopped(step.Node, all: steps.Count > MostSteps);
        }

        for (int later = 0; later < steps.Count && steps.Count <= MostSteps; later++)
        {
            races.Look(later);
        }
    }

    private void WantStopped(PickNode? node, bool all)
    {
        for (int i = 0; i < node?.Tags.Length; i++)
        {
            if (all || (!_indexes.ContainsKey(node.Tags[i]) && !node.IsAsleep(i)))
            {
                node.Want(i);
            }
        }
    }

    private void Look(int later)
    {
        _before[later] = new ulong[(_steps.Count + 63) / 64];
        if (_steps[later].Tag.Parent is > 0 and var parent)
        {
            AddBefore(later, parent - 1);
        }

        // From the latest on: what comes before another that comes before is ordered by it.
        for (int earlier = later - 1; earlier >= 0; earlier--)
        {
            if (!IsBefore(earlier, later) && !_steps[earlier].Access.IsIndependentOf(_steps[later].Access))
            {
                Reverse(earlier, later);
                AddBefore(later, earlier);
            }
        }
    }

    /// <summary>
    /// What ran between the two and does not come after the earlier can run before it, and then so can the later. Any of the steps with
    /// which such an order can begin will do; where none was a candidate, what made one ready is not known, and all are wanted.
    /// </summary>
    private void Reverse(int earlier, int later)
    {
        if (_steps[earlier].Node is not { } node)
        {
            return;
        }

        HashSet<StepTag> beginnings = Beginnings(earlier, later);
        int[] candidates = [.. Enumerable.Range(0, node.Tags.Length).Where(i => beginnings.Contains(node.Tags[i]))];
        if (candidates.Length == 0)
        {
            node.WantAll();
        }
        else if (!Array.Exists(candidates, i => node.IsWanted(i) || node.IsAsleep(i)))
        {
            node.Want(candidates[0]);
        }
    }

    private HashSet<StepTag> Beginnings(int earlier, int later)
    {
        var free = new List<int>();
        var beginnings = new HashSet<StepTag>();
        for (int at = earlier + 1; at <= later; at++)
        {
            if (at == later || !IsBefore(earlier, at))
            {
                if (!free.Exists(other => IsBefore(other, at)))
                {
                    beginnings.Add(_steps[at].Tag);
                }

                free.Add(at);
            }
        }

        return beginnings;
    }

    private bool IsBefore(int earlier, int later) => (_before[later][earlier / 64] >> (earlier % 64) & 1) != 0;

    private void AddBefore(int later, int earlier)
    {
        ulong[] own = _before[later];
        for (int word = 0; word < own.Length; word++)
        {
            own[word] |= _before[earlier][word];
        }

        own[earlier / 64] |= 1UL << (earlier % 64);
    }
}
