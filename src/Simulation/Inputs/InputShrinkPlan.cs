namespace Sim;

/// <summary>
/// Looks for a smaller input that fails too. With an input another schedule fails, so each smaller one is run under several: first come, first
/// served; the failing schedule, as far as it fits; and so many that the strategy picks. The first that fails is gone on from.
/// </summary>
/// <remarks>
/// A failure counts as the same where it ended alike, with the same type of exception, in the same method: its message may well speak of the input.
/// What is tried, and in which order, depends on nothing but the runs, so that the outcome is the same on every machine.
/// </remarks>
internal sealed class InputShrinkPlan : IRunPlan
{
    /// <summary>How many schedules of the strategy a smaller input gets: few as long as that helps, then many.</summary>
    public static readonly IReadOnlyList<int> Wide = [4, 64];

    /// <summary>No schedule but the failing one.</summary>
    public static readonly IReadOnlyList<int> Narrow = [0];

    /// <summary>So many smaller inputs are looked at before an input is called the smallest.</summary>
    private const int MostSmaller = 1_000;

    private readonly IInputSource _source;
    private readonly IReadOnlyList<int> _rounds;
    private readonly Effort.Budget _budget;
    private readonly IEnumerator<RunSpec> _candidates;
    private RunSpec _spec;
    private bool _accepted;

    /// <param name="spec">The failing run.</param>
    /// <param name="found">What it came to.</param>
    /// <param name="source">Where smaller inputs come from.</param>
    /// <param name="rounds">How many schedules of the strategy each gets, round by round.</param>
    /// <param name="effort">What all of it may cost.</param>
    public InputShrinkPlan(RunSpec spec, FoundRun found, IInputSource source, IReadOnlyList<int> rounds, Effort effort)
    {
        _budget = effort.Of(runs: 20_000, steps: 5_000_000);
        _spec = spec with { WaitsForOutside = false };
        _source = source;
        _rounds = rounds;
        Best = (spec.Options.Input, found);
        _candidates = Candidates().GetEnumerator();
    }

    /// <summary>The smallest input known that fails, and how it does.</summary>
    public (IReadOnlyList<ulong> Input, FoundRun Found) Best { get; private set; }

    public RunSpec? Next() => !_budget.IsSpent && _candidates.MoveNext() ? _candidates.Current : null;

    public void Completed(World world)
    {
        _budget.Count(world);
        FailureIdentity? identity = FailureIdentity.Of(world);
        if (world.Spec.Tracks)
        {
            ProfileRun.Tell(_spec.Strategy, world);
        }

        _accepted = identity is not null && IsAlike(identity, Best.Found.Identity);
        if (_accepted)
        {
            int[] choices = world.Choices.Recorded.ToArray();
            Best = (world.Spec.Options.Input, new FoundRun(ResultFactory.Make(world), identity!, choices, world.Spec.FairFrom, Best.Found.Number));
            _spec = _spec with { Seed = world.Spec.Seed, Options = world.Spec.Options with { Seed = world.Spec.Seed }, Script = choices, FairFrom = world.Spec.FairFrom };
        }
    }

    private static bool IsAlike(FailureIdentity one, FailureIdentity other) => (one.Outcome, one.Type, one.Place) == (other.Outcome, other.Type, other.Place);

    private IEnumerable<RunSpec> Candidates()
    {
        foreach (int schedules in _rounds)
        {
            IReadOnlyList<ulong> before;
            do
            {
                before = Best.Input;
                foreach (RunSpec spec in OneStep(schedules))
                {
                    yield return spec;
                }
            }
            while (!ReferenceEquals(before, Best.Input));
        }
    }

    /// <summary>Runs of smaller inputs, until one fails.</summary>
    private IEnumerable<RunSpec> OneStep(int schedules)
    {
        foreach (IReadOnlyList<ulong> smaller in _source.Smaller(Best.Input).Take(MostSmaller))
        {
            foreach (RunSpec spec in RunsOf(_spec with { Options = _spec.Options with { Input = smaller } }, schedules))
            {
                yield return spec;
                if (_accepted)
                {
                    yield break;
                }
            }
        }
    }

    private static IEnumerable<RunSpec> RunsOf(RunSpec failing, int schedules)
    {
        RunSpec boring = ProfileRun.Spec(failing);
        yield return boring with { Options = failing.Options with { Seed = boring.Seed } };
        yield return failing;
        for (int i = 1; i <= schedules; i++)
        {
            ulong seed = failing.Seed + (ulong)i;
            yield return new RunSpec { Seed = seed, Strategy = failing.Strategy, Options = failing.Options with { Seed = seed }, Body = failing.Body, WaitsForOutside = false };
        }
    }
}
