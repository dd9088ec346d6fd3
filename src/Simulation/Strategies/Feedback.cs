namespace Sim;

/// <summary>
/// Feedback-guided: an exploration under it makes half of its runs by changing the recorded choices of earlier runs that behaved like no
/// other (<see cref="FeedbackSource"/>). This strategy makes the other half, and goes on where the choices of a changed run end; both as
/// <see cref="Portfolio"/> does. A single run under it is one of those.
/// </summary>
internal sealed class Feedback : IStrategy
{
    private readonly Portfolio _fresh = new();

    public string Name => "feedback";

    public bool Tracks => true;

    public bool NeedsProfile => true;

    public string Reason => $"half of the runs change earlier ones; for the other half {_fresh.Reason}";

    public void Learn(RunProfile profile) => _fresh.Learn(profile);

    public void BeginRun(ulong seed, ref RandomSource random) => _fresh.BeginRun(seed, ref random);

    public int Pick(Candidates candidates, ref RandomSource random) => _fresh.Pick(candidates, ref random);
}
