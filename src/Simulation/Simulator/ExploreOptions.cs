namespace Sim;

/// <summary>How an exploration goes: how many runs, from which seed on, and what happens to a failure.</summary>
public sealed record ExploreOptions : RunOptions
{
    /// <summary>Options as they are if nothing is said.</summary>
    public ExploreOptions()
    {
        Strategy = "portfolio";
    }

    /// <summary>The greatest run number; run number i has the seed <see cref="RunOptions.Seed"/> + i - 1.</summary>
    /// <remarks>A search of all schedules (the strategy <c>exhaustive</c>) makes no more runs than this, and its verdict says if it ended so.</remarks>
    /// <value>Default 1,000; from 1 to 1,000,000,000.</value>
    public int Runs { get; init; } = 1_000;

    /// <summary>The real time after which no further run starts.</summary>
    /// <value>Default: none.</value>
    public TimeSpan? Time { get; init; }

    /// <summary>Whether the failing schedule is shrunk to the smallest that still fails the same way.</summary>
    /// <value>Default true.</value>
    public bool Shrink { get; init; } = true;

    /// <summary>The number of the first run.</summary>
    /// <value>Default 1; from 1 to 1,000,000,000.</value>
    public int FirstRun { get; init; } = 1;

    /// <summary>How far apart the numbers of two runs are: N workers that start at 1 to N with stride N share the runs among them.</summary>
    /// <value>Default 1; from 1 to 1,000,000.</value>
    public int Stride { get; init; } = 1;

    /// <summary>
    /// Of so many runs one is made twice, and both must come to the same; else the exploration ends as
    /// <see cref="RunOutcome.NotDeterministic"/>. The first run is always made more than once.
    /// </summary>
    /// <value>Default 100; from 1 (every run) to 1,000,000,000, or 0 for the first run alone.</value>
    public int AuditEvery { get; init; } = 100;

    /// <summary>Gives the number of each further run, or 0 when there is none left, on a carrier between runs: for workers that share runs
    /// as they go. It takes the place of <see cref="FirstRun"/>, <see cref="Stride"/> and <see cref="Runs"/>.</summary>
    /// <value>Default: none. Numbers from 1 to 1,000,000,000, in any order.</value>
    public Func<int>? NextRun { get; init; }

    /// <summary>
    /// Tokens of runs that earlier explorations kept (<see cref="IExplorationObserver.RunKept"/>), of any build of the program: under the
    /// strategy <c>feedback</c> they are run first, and changed again. Other strategies don't look at them.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Corpus { get; init; } = [];

    /// <summary>What shrinking may cost, where it is not what it always is.</summary>
    internal Effort? Effort { get; init; }

    /// <summary>Is told of every run, on a carrier between runs.</summary>
    /// <value>Default: none.</value>
    public IExplorationObserver? Observer { get; init; }
}
