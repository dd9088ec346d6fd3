using System.Diagnostics;

namespace Sim;

/// <summary>
/// Runs number after number until one fails. Before the first comes the profile run, the boring one, whatever the number of the first. The first
/// is made three times: once to warm the process up (a first run may load types and fill caches, in steps of its own), once for the
/// record, and once in earnest, which must come to the same.
/// </summary>
internal sealed class ExplorePlan : IRunPlan
{
    /// <summary>How many runs are still to come before those that count, when the profile run is next.</summary>
    private const int Profile = 3;

    private readonly ExploreOptions _options;
    private readonly RunSpec _template;
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _run;
    private int _rehearsals = Profile;
    private Fingerprint _rehearsed;
    private Trace _rehearsal = new([], [], []);

    public ExplorePlan(Func<Simulation, Task> body, ExploreOptions options)
    {
        _options = options;
        _run = options.FirstRun;
        _template = new RunSpec { Seed = options.Seed, Strategy = StrategyNames.Make(options.Strategy), Options = options, Body = body };
    }

    /// <summary>The strategy, and what it decided by the profile.</summary>
    public string Strategy => _template.Strategy is { Reason.Length: > 0 } decided ? $"{decided.Name}: {decided.Reason}" : _template.Strategy.Name;

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
        if (Failed is not null || _run > _options.Runs || Runs > 0 && Stopwatch.GetElapsedTime(_started) > _options.Time)
        {
            return null;
        }

        ulong seed = _options.Seed + (ulong)_run - 1;
        _options.Observer?.RunStarting(_run, seed);
        return _rehearsals == Profile ? ProfileRun.Spec(_template) : _template with { Seed = seed };
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
        _options.Observer?.RunEnded(_run, world.Trace.Count);
        if (Runs == 1 && world.Outcome == RunOutcome.Passed && _rehearsals == 0 && !world.Trace.Fingerprint.Equals(_rehearsed))
        {
            world.Overrule(RunOutcome.NotDeterministic, DescribeDifference(world));
        }

        if (world.Outcome != RunOutcome.Passed)
        {
            Fail(world);
        }

        _run += _options.Stride;
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

    private void Fail(World world)
    {
        FailedRun = _run;
        Identity = FailureIdentity.Of(world);
        Choices = world.Choices.Recorded.ToArray();
        Failed = ResultFactory.Make(world);
    }
}
