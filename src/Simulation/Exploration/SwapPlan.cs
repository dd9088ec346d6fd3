namespace Sim;

/// <summary>
/// Looks for the smallest difference between the failing run and one that passes: it lets a step that ran before its turn run one place
/// later, then two, and so on until the test passes. The run before that fails, the run at it passes, and between them lies one swap of
/// two neighbors (as Hermit interpolates between a failing and a passing schedule). The last departure is tried first.
/// </summary>
internal sealed class SwapPlan : IRunPlan
{
    private const int MostPlaces = 64;

    private readonly RunSpec _spec;
    private readonly FailureIdentity _identity;
    private readonly int[] _original;
    private readonly Effort.Budget _budget;
    private readonly Stack<(StepRecord Step, int Index)> _departures = new();
    private StepRecord _early;
    private StepTag _overtaken;
    private int _index = -1;
    private int _places;
    private int[] _failing;
    private int[] _script;

    /// <param name="spec">The failing run.</param>
    /// <param name="identity">What makes a failure the same.</param>
    /// <param name="best">Its choices.</param>
    /// <param name="trace">Its steps.</param>
    /// <param name="effort">What all of it may cost.</param>
    public SwapPlan(RunSpec spec, FailureIdentity identity, int[] best, Trace trace, Effort effort)
    {
        _budget = effort.Of(runs: 5_000, steps: 500_000);
        _spec = spec with { WaitsForOutside = false };
        _identity = identity;
        _original = best;
        _failing = best;
        _script = best;
        Best = best;
        for (int i = 0; i < trace.Count; i++)
        {
            if (trace.Records[i].Pick != 0)
            {
                _departures.Push((trace.Records[i], i));
            }
        }
    }

    /// <summary>The choices of the failing run that one swap separates from a passing one, or those it began with.</summary>
    public int[] Best { get; private set; }

    /// <summary>Which step of that run comes one place too early; -1 where no such swap was found.</summary>
    public int Step { get; private set; } = -1;

    /// <summary>The choices of the passing run that the swap makes of it, or null.</summary>
    public int[]? Passing { get; private set; }

    public RunSpec? Next() => Step >= 0 || _budget.IsSpent || (_index < 0 && !NextDeparture()) ? null : _spec with { Script = _script };

    public void Completed(World world)
    {
        _budget.Count(world);
        int at = _index + _places;
        bool isSwapped = at < world.Trace.Count && world.Trace.Steps[at].Tag == _early.Tag && world.Trace.Steps[at - 1].Tag == _overtaken;
        if (isSwapped && world.Outcome == RunOutcome.Passed)
        {
            Step = at - 1;
            Best = _failing;
            Passing = world.Choices.Recorded.ToArray();
        }
        else if (isSwapped && _identity.Equals(FailureIdentity.Of(world)))
        {
            _overtaken = world.Trace.Steps[at].Overtaken;
            _failing = world.Choices.Recorded.ToArray();
            _index = Delay() ? _index : -1;
        }
        else
        {
            _index = -1;
        }
    }

    private bool NextDeparture()
    {
        while (_departures.TryPop(out (StepRecord Step, int Index) departure))
        {
            (_early, _index) = departure;
            _overtaken = _early.Overtaken;
            _failing = _original;
            _places = 0;
            if (Delay())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The run in which the step waits one place more; false where it would have its turn already.</summary>
    private bool Delay()
    {
        // A timer is the last candidate, however many there are; a step comes one place nearer with each that runs before it.
        bool isTimer = _early.Pick == _early.Ready;
        if (++_places > Math.Min(_early.Pick, MostPlaces))
        {
            return false;
        }

        int answer = isTimer ? int.MaxValue : _early.Pick - _places;
        _script = [.. _original[.._early.Draw], .. new int[_places], answer, .. _original[(_early.Draw + 1)..]];
        return true;
    }
}
