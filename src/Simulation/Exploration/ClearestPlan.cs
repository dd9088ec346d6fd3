using System.Diagnostics;

namespace Sim;

/// <summary>
/// Where one departure is enough, it is seldom the only one: whatever delays the one or hurries the other will do, and shrinking comes
/// to rest at the first. This looks for one that explains itself, a single swap of two steps that both wrote a line, from the last draw
/// back, since what departs next to the failure says most about it. It takes what it finds in 500 runs.
/// </summary>
internal sealed class ClearestPlan : IRunPlan
{
    private const int MostRuns = 500;

    /// <summary>For programs whose runs take a tenth of a second and more. A limit that others meet would let the load of the machine choose the story.</summary>
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(60);

    private readonly RunSpec _spec;
    private readonly FailureIdentity _identity;
    private readonly long _started = Stopwatch.GetTimestamp();
    private int[] _script;
    private bool _isOver;
    private int _runs;

    /// <summary>Where the next departure is tried; unknown until a run without any was seen.</summary>
    private int _at = -1;

    public ClearestPlan(RunSpec spec, FailureIdentity identity, int[] best)
    {
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
        bool ends = _isOver || _runs >= MostRuns || Stopwatch.GetElapsedTime(_started) > s_mostTime;
        return ends ? null : _spec with { Script = _script };
    }

    public void Completed(World world)
    {
        _runs++;
        if (StoryRows.ExplainsItself(world.Trace) && _identity.Equals(FailureIdentity.Of(world)))
        {
            _isOver = true;
            Best = world.Choices.Recorded.ToArray();
            return;
        }

        if (_runs == 2)
        {
            _at = world.Choices.Count;
        }

        _isOver = _at == 0;
        _script = _at < 0 ? [] : Swap(--_at);
    }

    /// <summary>The run in which nothing departs but one draw, by the least.</summary>
    private static int[] Swap(int at) => [.. new int[Math.Max(at, 0)], 1];
}
