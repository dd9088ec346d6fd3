using System.Diagnostics;

namespace Sim;

/// <summary>
/// Runs number after number until one fails. The first is made three times: once to warm the process up (a first run may load
/// types and fill caches, in steps of its own), once for the record, and once in earnest, which must come to the same.
/// </summary>
internal sealed class ExplorePlan : IRunPlan
{
    private readonly ExploreOptions _options;
    private readonly RunSpec _template;
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _run;
    private bool _isTaken;
    private int _rehearsals = 2;
    private Fingerprint _rehearsed;
    private Trace _rehearsal = new([], [], []);

    public ExplorePlan(Func<Simulation, Task> body, ExploreOptions options)
    {
        _options = options;
        _template = new RunSpec { Seed = options.Seed, Strategy = StrategyNames.Make(options.Strategy), Options = options, Body = body };
    }

    public int Runs { get; private set; }

    public long Steps { get; private set; }

    public long VirtualTicks { get; private set; }

    /// <summary>The number of the failing run.</summary>
    public int FailedRun { get; private set; }

    public RunResult? Failed { get; private set; }

    public FailureIdentity? Identity { get; private set; }

    public int[] Choices { get; private set; } = [];

    public RunSpec? Next()
    {
        if (Failed is not null || Runs > 0 && Stopwatch.GetElapsedTime(_started) > _options.Time || !TakeNumber())
        {
            return null;
        }

        ulong seed = _options.Seed + (ulong)_run - 1;
        _options.Observer?.RunStarting(_run, seed);
        return _template with { Seed = seed };
    }

    public void Completed(World world)
    {
        if (_rehearsals > 0 && world.Outcome != RunOutcome.Hung)
        {
            Rehearse(world);
            return;
        }

        Runs++;
        Steps += world.Trace.Count;
        VirtualTicks += world.Clock.Now;
        if (Runs == 1 && world.Outcome == RunOutcome.Passed && _rehearsals == 0 && !world.Trace.Fingerprint.Equals(_rehearsed))
        {
            world.Overrule(RunOutcome.NotDeterministic, DescribeDifference(world));
        }

        Tell(world, FailureIdentity.Of(world));
        _isTaken = false;
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

    private void Rehearse(World world)
    {
        _rehearsals--;
        if (_rehearsals == 0)
        {
            _rehearsed = world.Trace.Fingerprint;
            _rehearsal = ResultFactory.Make(world).Trace;
        }
    }

    private string DescribeDifference(World world)
    {
        string where = _rehearsal.FirstDifference(ResultFactory.Make(world).Trace) ?? "in what was drawn, not in a step";
        return $"The same seed gave two different runs in this process. The first difference is {where}. "
            + "A static that survives a run, or unseeded randomness, decides what the code does.";
    }

    private void Fail(World world, FailureIdentity identity)
    {
        FailedRun = _run;
        Identity = identity;
        Choices = world.Choices.Recorded.ToArray();
        Failed = ResultFactory.Make(world);
    }
}
