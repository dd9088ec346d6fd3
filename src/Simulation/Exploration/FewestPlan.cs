namespace Sim;

/// <summary>
/// Looks for a failing run with one departure, then with two, and so on below what is known, by trying them all: shrinking goes downhill
/// and may come to rest where no departure can be spared although far fewer, elsewhere, are enough. Breadth first, each run's own draws
/// say which further departures there are. Where it comes to its end there are no fewer.
/// </summary>
internal sealed class FewestPlan : IRunPlan
{
    private const int MostAnswers = 16;
    private const int MostQueuedDraws = 4_000_000;

    private readonly RunSpec _spec;
    private readonly FailureIdentity _identity;
    private readonly int _known;
    private readonly Queue<int[]> _waiting = new();
    private readonly Effort.Budget _budget;
    private int _queuedDraws;
    private bool _found;
    private bool _leftOut;

    public FewestPlan(RunSpec spec, FailureIdentity identity, int[] best, Effort effort)
    {
        _budget = effort.Of(runs: 20_000, steps: 1_000_000);
        _spec = spec with { WaitsForOutside = false };
        _identity = identity;
        Best = best;
        _known = CountDepartures(best);
        _waiting.Enqueue([]);
    }

    /// <summary>The choices with the fewest departures known.</summary>
    public int[] Best { get; private set; }

    /// <summary>Whether every run with fewer departures was tried.</summary>
    public bool IsProven { get; private set; }

    public RunSpec? Next()
    {
        bool ends = _known == 0 || _found || _budget.IsSpent;
        if (ends || !_waiting.TryDequeue(out int[]? script))
        {
            IsProven = _known == 0 || _found ? !_leftOut : !ends && !_leftOut;
            return null;
        }

        _queuedDraws -= script.Length;
        return _spec with { Script = script };
    }

    public void Completed(World world)
    {
        _budget.Count(world);
        int[] drawn = world.Choices.Recorded.ToArray();
        if (_identity.Equals(FailureIdentity.Of(world)))
        {
            _found = true;
            Best = drawn;
        }
        else
        {
            Extend(drawn, world.Choices.Bounds);
        }
    }

    /// <summary>Queues the run with each one departure more, behind those that it has.</summary>
    private void Extend(ReadOnlySpan<int> drawn, ReadOnlySpan<int> bounds)
    {
        int prefix = drawn.TrimEnd(0).Length;
        if (CountDepartures(drawn) >= _known - 1)
        {
            return;
        }

        for (int at = prefix; at < drawn.Length; at++)
        {
            _leftOut |= bounds[at] > MostAnswers;
            for (int value = 1; value < Math.Min(bounds[at], MostAnswers); value++)
            {
                Queue([.. drawn[..at], value]);
            }
        }
    }

    private void Queue(int[] script)
    {
        if (_queuedDraws >= MostQueuedDraws)
        {
            _leftOut = true;
            return;
        }

        _waiting.Enqueue(script);
        _queuedDraws += script.Length;
    }

    private static int CountDepartures(ReadOnlySpan<int> choices)
    {
        int departures = 0;
        foreach (int choice in choices)
        {
            departures += choice == 0 ? 0 : 1;
        }

        return departures;
    }
}
