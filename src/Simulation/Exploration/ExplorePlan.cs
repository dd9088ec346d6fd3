using System.Diagnostics;

namespace Sim;

/// <summary>
/// Makes the runs of a source until one fails. Before the first comes the profile run, the boring one, whatever the number of the first. The first
/// is made three times: once to warm the process up (a first run may load types and fill caches, in steps of its own), once for the
/// record, and once in earnest, which must come to the same. So must a sample of the others, which are made twice.
/// </summary>
internal sealed class ExplorePlan : IRunPlan
{
    /// <summary>How many runs are still to come before those that count, when the profile run is next.</summary>
    private const int Profile = 3;

    private readonly ExploreOptions _options;
    private readonly RunSpec _template;
    private readonly IRunSource _source;
    private readonly Audit _audit;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly List<SometimesCount> _sometimes = [];
    private int _run;
    private bool _isTaken;
    private int _rehearsals = Profile;

    public ExplorePlan(Func<Simulation, Task> body, ExploreOptions options)
    {
        _options = options;
        IStrategy strategy = StrategyNames.Make(options.Strategy);
        _source = strategy switch
        {
            Exhaustive exhaustive => Search = SearchOf(exhaustive),
            Feedback => new FeedbackSource(options.Seed, options.Corpus.Select(static token => TokenText.Parse(token).Choices), TellKept),
            _ => new SeedSource(options.Seed),
        };
        _template = new RunSpec { Seed = options.Seed, Strategy = strategy, Options = options, Body = body };
        _audit = new Audit(options, body);
    }

    /// <summary>The exhaustive search, if it is one.</summary>
    public ISearchSource? Search { get; }

    /// <summary>The strategy, and what it decided by the profile.</summary>
    public string Strategy => _template.Strategy is { Reason.Length: > 0 } decided ? $"{decided.Name}: {decided.Reason}" : _template.Strategy.Name;

    public int Runs { get; private set; }

    public long Steps { get; private set; }

    public long VirtualTicks { get; private set; }

    /// <summary>The failing run, if there is one.</summary>
    public FoundRun? Found { get; private set; }

    /// <summary>What it came to.</summary>
    public RunResult? Failed => Found?.Failed;

    /// <summary>What should sometimes hold, over all runs.</summary>
    public IReadOnlyList<SometimesCount> Sometimes => _sometimes;

    public RunSpec? Next()
    {
        if (Failed is not null || Runs > 0 && Stopwatch.GetElapsedTime(_started) > _options.Time || !TakeNumber())
        {
            return null;
        }

        if (_source.Make(_template, _run) is not { } spec)
        {
            return null;
        }

        TellStarting(spec);
        return _rehearsals == Profile ? ProfileRun.Spec(_template) : spec;
    }

    public void Completed(World world)
    {
        if (_audit.IsExamining)
        {
            world.Overrule(RunOutcome.NotDeterministic, _audit.Describe());
            Count(world);
        }
        else if (_rehearsals > 0 && world.Outcome != RunOutcome.Hung)
        {
            Rehearse(world);
        }
        else
        {
            CompleteInEarnest(world);
        }
    }

    private void Rehearse(World world)
    {
        _rehearsals--;
        if (_rehearsals == Profile - 1)
        {
            ProfileRun.Tell(_template.Strategy, world);
        }
        else if (_rehearsals == 0)
        {
            _audit.Record(world);
        }
    }

    private void CompleteInEarnest(World world)
    {
        if (IsAudited && _rehearsals == 0 && world.Outcome == RunOutcome.Passed)
        {
            _audit.Compare(world);
        }

        if (!_audit.IsExamining)
        {
            Count(world);
        }
    }

    /// <summary>With a bound on departures, steps that were put to sleep could have been woken within the bound: no reduction then.</summary>
    private static ISearchSource SearchOf(Exhaustive strategy) =>
        strategy is { Departures: null, Depth: null, IsPlain: false } ? new CountedSource(strategy) : new ExhaustiveSource(strategy);

    /// <summary>Whether the present run was rehearsed, to be compared with.</summary>
    private bool IsAudited => Runs == 0 || _options.AuditEvery > 0 && Runs % _options.AuditEvery == 0;

    private void Count(World world)
    {
        Runs++;
        Steps += world.Trace.Count;
        VirtualTicks += world.Clock.Now;
        AddSometimes(world.Sometimes.Counts);
        if (_source.Completed(world) is { } wrong && world.Outcome == RunOutcome.Passed)
        {
            world.Overrule(RunOutcome.NotDeterministic, wrong);
        }

        Tell(world, FailureIdentity.Of(world));
        _isTaken = false;
        _rehearsals = IsAudited ? 1 : 0;
    }

    /// <summary>The rehearsals of a run have its number.</summary>
    private bool TakeNumber()
    {
        if (!_isTaken)
        {
            _run = _options.NextRun?.Invoke() ?? Following();
            _isTaken = true;
        }

        return _run > 0;
    }

    private int Following()
    {
        int next = Runs == 0 ? _options.FirstRun : _run + _options.Stride;
        return next > _options.Runs ? 0 : next;
    }

    private void Tell(World world, FailureIdentity? identity)
    {
        IExplorationObserver? observer = _options.Observer;
        string? key = observer is null ? null : identity?.Key;
        observer?.RunEnded(new CompletedRun(_run, world.Trace.Count, world.Clock.Now, world.Trace.Fingerprint.High, key));
        if (identity is not null && (observer is null || observer.EndsAt(_run, key!)))
        {
            Fail(world, identity);
            observer?.FailureFound(_run, Failed!);
        }
    }

    private void TellStarting(RunSpec spec)
    {
        if (_options.Observer is { } observer)
        {
            observer.RunStarting(_run, spec.Seed);
            if (spec is { Script: not null, GoesOn: true })
            {
                observer.ChangedRunStarting(_run, ResultFactory.TokenOf(spec));
            }
        }
    }

    private void TellKept(World world)
    {
        if (_options.Observer is { } observer)
        {
            observer.RunKept(_run, ResultFactory.TokenOf(world));
        }
    }

    private void AddSometimes(IReadOnlyList<SometimesCount> counts)
    {
        if (counts.Count > 0)
        {
            IReadOnlyList<SometimesCount> sum = SometimesCount.Sum(_sometimes.Concat(counts));
            _sometimes.Clear();
            _sometimes.AddRange(sum);
        }
    }

    private void Fail(World world, FailureIdentity identity) =>
        Found = new FoundRun(ResultFactory.Make(world), identity, world.Choices.Recorded.ToArray(), world.Spec.FairFrom, _run);
}
