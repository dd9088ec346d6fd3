namespace Sim;

/// <summary>Decides which ready step runs next.</summary>
/// <remarks>
/// One instance serves one session: it is told when a run begins, and asked at every point with more than one candidate. Between
/// runs it may remember nothing but what it learned from the profile: a run is a function of its seed.
/// </remarks>
internal interface IStrategy
{
    /// <summary>The name by which options and tokens speak of it, arguments included.</summary>
    string Name { get; }

    /// <summary>
    /// From which step on every step that is ready runs sooner or later, with probability 1; null where that is never so: a run that makes no
    /// progress may then be the schedule's doing, and is not called a livelock.
    /// </summary>
    int? FairFrom => null;

    /// <summary>Whether it asks for chains; nobody else pays for them.</summary>
    bool Tracks => false;

    /// <summary>Whether it is to be told of a profile before its first run.</summary>
    bool NeedsProfile => false;

    /// <summary>What the session's profile run showed.</summary>
    void Learn(RunProfile profile)
    {
    }

    /// <summary>What it does in this program and why, where that is decided by the profile; else empty.</summary>
    string Reason => "";

    /// <summary>A run begins; whatever the strategy remembers of the last one is void.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="random">The random numbers to decide with; no others.</param>
    void BeginRun(ulong seed, ref RandomSource random);

    /// <summary>Picks a candidate.</summary>
    /// <param name="candidates">What there is to pick from; at least two.</param>
    /// <param name="random">The random numbers to decide with; no others.</param>
    /// <returns>From 0 to <see cref="Candidates.Count"/> - 1.</returns>
    int Pick(Candidates candidates, ref RandomSource random);
}
