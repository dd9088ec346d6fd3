namespace Sim;

/// <summary>What a token says: everything that a run is made from, and what it came to.</summary>
internal sealed record Token
{
    /// <summary>A hash of the simulation's name, so that a token of another one is noticed.</summary>
    public uint Name { get; init; }

    /// <summary>A hash of the tested build's identity: a replay that diverges can say that the build differs.</summary>
    public uint Build { get; init; }

    /// <summary>The number of processors that the run's code saw.</summary>
    public int Processors { get; init; }

    public ulong Seed { get; init; }

    public Ordering Ordering { get; init; }

    public int MaxSteps { get; init; }

    /// <summary>From which step on the run had a fair schedule, so that a lack of progress ends it; null for never.</summary>
    public int? FairFrom { get; init; }

    /// <summary>The bound on steps without progress; 0 where none was given.</summary>
    public int ProgressBound { get; init; }

    public long MaxVirtualTime { get; init; }

    public long StartTime { get; init; }

    /// <summary>The strategy; a token with recorded choices needs none and says so by an empty name.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>The recorded choices; trailing zeros are not kept. Of a run that was not made yet: the first choices, after which the strategy decides.</summary>
    public int[] Choices { get; init; } = [];

    /// <summary>How many draws the run made; of one that was not made yet, how many its first choices are.</summary>
    public int Draws { get; init; }

    /// <summary>How many steps the run took.</summary>
    public int Steps { get; init; }

    /// <summary>The fingerprint of the run; a token made before the run has none.</summary>
    public Fingerprint Fingerprint { get; init; }

    /// <summary>How many steps lie between two of <see cref="Checks"/>.</summary>
    public int CheckStride { get; init; } = 1;

    /// <summary>A byte of the fingerprint after every <see cref="CheckStride"/> steps.</summary>
    public byte[] Checks { get; init; } = [];

    /// <summary>How the run's input is made (<see cref="RunOptions.Input"/>); empty for a run without one.</summary>
    public IReadOnlyList<ulong> Input { get; init; } = [];

    /// <summary>Whether it replays choices, rather than what a strategy does.</summary>
    public bool HasChoices => Strategy.Length == 0;
}
