namespace Sim.Cli.Protocol;

/// <summary>What a worker shall do; the launcher writes it to a file in the worker's temporary folder.</summary>
internal sealed record WorkerRequest
{
    public required WorkerMode Mode { get; init; }

    public required string Assembly { get; init; }

    public string? Filter { get; init; }

    /// <summary>The index, among the simulations that match the filter, of the first one to explore.</summary>
    public int Start { get; init; }

    /// <summary>The full name of the only simulation to replay; null where the token shall tell.</summary>
    public string? Simulation { get; init; }

    public string? Token { get; init; }

    /// <summary>The step before which a replay stops; null for none.</summary>
    public int? BreakAt { get; init; }

    /// <summary>The folder for the report of a replay; null where none is wanted.</summary>
    public string? Report { get; init; }

    public RunLimits Limits { get; init; } = new();

    /// <summary>The folder of the boards that the workers share.</summary>
    public string Boards { get; init; } = "";

    /// <summary>The folder of the corpus; null where none is kept.</summary>
    public string? Corpus { get; init; }

    /// <summary>The name of the campaign in its folder.</summary>
    public string Session { get; init; } = "";

    /// <summary>Which of the workers this one is, from 0 on.</summary>
    public int Slot { get; init; }

    /// <summary>How many workers there are.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether exploration goes on after a failure.</summary>
    public bool KeepsGoing { get; init; }

    /// <summary>By the simulation's index: the runs that an earlier exploration made.</summary>
    public IReadOnlyDictionary<int, RunSet> Done { get; init; } = new Dictionary<int, RunSet>();
}

/// <summary>What a worker is for.</summary>
internal enum WorkerMode
{
    List,
    Explore,
    Replay,

    /// <summary>Tell the token of a run that ended its worker.</summary>
    Token,
}

/// <summary>What the command line says about runs; null leaves it to the simulation, or to the library.</summary>
internal sealed record RunLimits
{
    private const int AsManyAsTheTimeAllows = 1_000_000_000;

    public int? Runs { get; init; }

    public TimeSpan? Time { get; init; }

    public string? Strategy { get; init; }

    public ulong? Seed { get; init; }

    public int? MaxSteps { get; init; }

    public TimeSpan? StepTimeout { get; init; }

    public Shard Shard { get; init; } = new(1, 1);

    /// <summary>Whether all schedules are searched, one after the other by one worker, which ends by itself.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsExhaustive => Strategy?.Split(':')[0] == "exhaustive";

    /// <summary>Whether earlier runs are changed, so that runs worth it are kept.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsFeedback => Strategy == "feedback";

    /// <summary>The greatest number of a run.</summary>
    public int RunsOf(SimulationInfo simulation) => Runs ?? (Time is null && !IsExhaustive ? simulation.Runs : AsManyAsTheTimeAllows);
}

/// <summary>A share of the run numbers: <paramref name="Index"/>, then every <paramref name="Count"/>th.</summary>
/// <param name="Index">From 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many shares there are.</param>
internal readonly record struct Shard(int Index, int Count)
{
    /// <summary>The number of the run that has this index among the shard's own.</summary>
    public int NumberOf(long index) => (int)(Index + (index * Count));

    /// <summary>How many of the runs up to this number are the shard's.</summary>
    public long RunsOf(int greatest) => greatest < Index ? 0 : ((greatest - Index) / Count) + 1;

    public override string ToString() => $"{Index}/{Count}";
}
