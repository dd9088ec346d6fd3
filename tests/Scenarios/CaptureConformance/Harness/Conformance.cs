namespace Sim.Scenarios.CaptureConformance;

/// <summary>
/// One .NET behavior as a body of plain .NET code, with the set of outcomes that documentation allows. The same body
/// runs on the real thread pool and under capture; both may only show members of the set.
/// </summary>
public sealed record Conformance(Func<Task<string>> Body)
{
    /// <summary>File and case, such as <c>Channels/Bounded_wait_with_two_readers</c>; stable, since reports name it.</summary>
    public string Id { get; init; } = "";

    /// <summary>The outcomes allowed.</summary>
    public IReadOnlyList<Possible> Outcomes { get; private init; } = [];

    /// <summary>Rivals that get it wrong.</summary>
    public IReadOnlyList<Peer> Peers { get; private init; } = [];

    /// <summary>Seeds 0 to this less one run under capture, each twice.</summary>
    public int SeedCount { get; private init; } = 100;

    /// <summary>How often the body runs on the real pool.</summary>
    public int Repetitions { get; private init; } = 200;

    /// <summary>Why the body must not run on the real pool, or null where it may.</summary>
    public string? WhyOnlyUnderCapture { get; private init; }

    /// <summary>Why capture can't hold the body, so that every run must report an escape; null where none may.</summary>
    public string? WhyEscapes { get; private init; }

    /// <summary>Whether a run may hang, so that the watchdog must end it.</summary>
    public bool MayHang => Outcomes.Any(static possible => possible.Outcome == Ending(RunOutcome.Hung));

    /// <summary>How a run that does not pass is written among outcomes.</summary>
    public static string Ending(RunOutcome outcome) => $"<{outcome}>";

    /// <summary>Outcomes that the pool may show and that capture must reach.</summary>
    public Conformance Allows(params string[] outcomes) =>
        this with { Outcomes = [.. Outcomes, .. outcomes.Select(outcome => new Possible(outcome, true, true, ""))] };

    /// <summary>An outcome that documentation allows and capture must reach, although the pool never shows it.</summary>
    public Conformance NeverOnThePool(string outcome, string documentation) =>
        this with { Outcomes = [.. Outcomes, new Possible(outcome, true, true, documentation)] };

    /// <summary>An outcome of the pool that capture never shows; seeing it makes the gap stale and the test red.</summary>
    public Conformance Gap(string outcome, string why) =>
        this with { Outcomes = [.. Outcomes, new Possible(outcome, true, false, why)] };

    /// <summary>An outcome of capture that the pool must not show: where Sim departs from production, said openly.</summary>
    public Conformance Deviation(string outcome, string why) =>
        this with { Outcomes = [.. Outcomes, new Possible(outcome, false, true, why)] };

    /// <summary>Some run must end so; implies that the body never runs on the real pool.</summary>
    public Conformance EndsAs(RunOutcome outcome) =>
        Allows(Ending(outcome)) with { WhyOnlyUnderCapture = WhyOnlyUnderCapture ?? $"it ends as {outcome}" };

    /// <summary>The body would harm the test process, or never end, on the real pool.</summary>
    public Conformance OnlyUnderCapture(string reason) => this with { WhyOnlyUnderCapture = reason };

    /// <summary>Every run must report an escape. Its outcome is then the outside's, and not checked.</summary>
    public Conformance Escapes(string why) => this with { WhyEscapes = why };

    /// <summary>How many seeds reach every outcome.</summary>
    public Conformance Seeds(int count) => this with { SeedCount = count };

    /// <summary>How often the body runs on the real pool; fewer for bodies that wait in real time.</summary>
    public Conformance PoolRepetitions(int count) => this with { Repetitions = count };

    /// <summary>Notes a rival that gets this behavior wrong; the table in docs lists it.</summary>
    public Conformance Peer(string name, string wrong) => this with { Peers = [.. Peers, new Peer(name, wrong)] };

    /// <summary>Whether the pool may show an outcome.</summary>
    public bool MayShowOnThePool(string outcome) => Outcomes.Any(possible => possible.OnThePool && possible.Outcome == outcome);
}
