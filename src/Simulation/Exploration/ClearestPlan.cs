namespace Sim;

/// <summary>
/// Where one departure is enough, it is seldom the only one: whatever delays the one or hurries the other will do, and shrinking comes
/// to rest at the first. This looks for one that explains itself, a single swap of two steps that both wrote a line, from the last draw
/// back, since what departs next to the failure says most about it. It takes what it finds in 500 runs.
/// </summary>
internal sealed class ClearestPlan : IRunPlan
{
    private readonly RunSpec _spec;
    private readonly FailureIdentity _identity;
    private readonly Effort.Budget _budget;
    private int[] _script;
    private bool _isOver;

    /// <summary>Where the next departure is tried; unknown until a run without any was seen.</summary>
    private int _at = -1;

    public ClearestPlan(RunSpec spec, FailureIdentity identity, int[] best, Effort effort)
    {
        _budget = effort.Of(runs: 500, steps: 500_000);
        _spec = spec with { WaitsForOutside = false };
        _identity = identity;
        _script = best;
        Best = best;
        _isOver = best.Count(static choice => choice != 0) != 1;
    }

    /// <summary>The choices of the clearest run known.</summary>
    public int[] Best { get; private set; }

    public RunSpec? Next()
    {
        bool ends = _isOver || _budget.IsSpent;
        return ends ? null : _spec with { Script = _script };
    }

    public void Completed(World world)
    {
        _budget.Count(world);
        if (StoryRows.ExplainsItself(world.Trace) && _identity.Equals(FailureIdentity.Of(world)))
        {
            _isOver = true;
            Best = world.Choices.Recorded.ToArray();
            return;
        }

        if (_budget.Runs == 2)
        {
            _at = world.Choices.Count;
        }

        _isOver = _at == 0;
        _script = _at < 0 ? [] : Swap(--_at);
    }

    /// <summary>The run in which nothing departs but one draw, by the least.</summary>
    private static int[] Swap(int at) => [.. new int[Math.Max(at, 0)], 1];
}
