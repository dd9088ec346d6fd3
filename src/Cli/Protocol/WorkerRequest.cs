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

    public RunLimits Limits { get; init; } = new();
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
    public int? Runs { get; init; }

    public TimeSpan? Time { get; init; }

    public string? Strategy { get; init; }

    public ulong? Seed { get; init; }

    public int? MaxSteps { get; init; }

    public TimeSpan? StepTimeout { get; init; }

    public Shard? Shard { get; init; }
}

/// <summary>A share of the run numbers: <paramref name="Index"/>, then every <paramref name="Count"/>th.</summary>
/// <param name="Index">From 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many shares there are.</param>
internal readonly record struct Shard(int Index, int Count);
