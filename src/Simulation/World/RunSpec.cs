namespace Sim;

/// <summary>What one run is made from.</summary>
internal sealed record RunSpec
{
    private readonly int? _fairFrom;
    private readonly bool _isFairKnown;

    public required ulong Seed { get; init; }

    public required IStrategy Strategy { get; init; }

    /// <summary>
    /// From which step on what is ready will run sooner or later, so that a run which makes no progress is to blame for it itself; null for
    /// never. The strategy's, unless it is known what it was when the choices were recorded.
    /// </summary>
    public int? FairFrom
    {
        get => _isFairKnown ? _fairFrom : Strategy.FairFrom;
        init => (_fairFrom, _isFairKnown) = (value, true);
    }

    public required RunOptions Options { get; init; }

    public required Func<Simulation, Task> Body { get; init; }

    /// <summary>Recorded choices to replay instead of drawing.</summary>
    public int[]? Script { get; init; }

    /// <summary>Whether draws past the end of the script are made anew, and the strategy picks, instead of answered by 0.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Whether there may be something to pick that no script picks.</summary>
    public bool AsksStrategy => Script is null || GoesOn;

    /// <summary>Picks in the place of script and strategy, if there is one.</summary>
    public IPicker? Picker { get; init; }

    /// <summary>Whether the run tracks chains and what Sim knows of accesses by itself, for somebody else than its strategy.</summary>
    public bool Tracks { get; init; }

    /// <summary>Whether the trace keeps what only a picture shows (<see cref="TraceDetails"/>), and chains.</summary>
    public bool KeepsDetails { get; init; }

    /// <summary>Whether every blocking wait keeps its stack for a deadlock report; dear.</summary>
    public bool TakesStacks { get; init; }

    /// <summary>Whether to wait in real time before a run that has nothing to do is called a deadlock.</summary>
    public bool WaitsForOutside { get; init; } = true;
}
