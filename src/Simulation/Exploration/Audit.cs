using Sim.Capture;

namespace Sim;

/// <summary>
/// Sees whether a run that is made again comes to the same. If not, it is made once more, and the statics that differ afterward are
/// named: what survives a run is the usual reason.
/// </summary>
internal sealed class Audit(RunOptions options, Func<Simulation, Task> body)
{
    private Fingerprint _fingerprint;
    private Trace _trace = new([], [], []);
    private StaticValues? _before;
    private string? _difference;

    /// <summary>Whether a difference was seen, and one more run is wanted.</summary>
    public bool IsExamining => _difference is not null;

    /// <summary>Keeps what a run came to.</summary>
    public void Record(World world)
    {
        _fingerprint = world.Trace.Fingerprint;
        _trace = ResultFactory.Make(world).Trace;
    }

    /// <summary>Compares; where something differs, one more run is to come.</summary>
    public void Compare(World world)
    {
        if (!world.Trace.Fingerprint.Equals(_fingerprint))
        {
            string where = _trace.FirstDifference(ResultFactory.Make(world).Trace) ?? "in what was drawn, not in a step";
            _difference = $"The same seed gave two different runs in this process. The first difference is {where}. ";
            _before = StaticValues.Take(ResultFactory.MethodOf(options, body));
        }
    }

    /// <summary>The run after the difference is over: what to say of it all.</summary>
    public string Describe()
    {
        IReadOnlyList<string> changed = _before!.ChangedSince(StaticValues.Take(ResultFactory.MethodOf(options, body)));
        return _difference + (changed.Count == 0
            ? "A static that survives a run, or unseeded randomness, decides what the code does."
            : $"A static that survives a run decides what the code does: {string.Join("; ", changed)}.");
    }
}
