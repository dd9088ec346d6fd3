using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Turns what the command line says into the library's options.</summary>
internal static class LimitOptions
{
    private const int AsManyAsTheTimeAllows = 1_000_000_000;

    public static ExploreOptions ForExploring(this RunLimits limits, DiscoveredSimulation simulation)
    {
        var options = new ExploreOptions { Name = simulation.Info.Name, Method = simulation.Method };
        return options with
        {
            Runs = limits.Runs ?? (limits.Time is null && !IsExhaustive(limits) ? simulation.Info.Runs : AsManyAsTheTimeAllows),
            Time = limits.Time,
            FirstRun = limits.Shard?.Index ?? options.FirstRun,
            Stride = limits.Shard?.Count ?? options.Stride,
            Strategy = limits.Strategy ?? options.Strategy,
            Seed = limits.Seed ?? options.Seed,
            MaxSteps = limits.MaxSteps ?? options.MaxSteps,
            StepTimeout = limits.StepTimeout ?? options.StepTimeout,
        };
    }

    // A search of all schedules ends by itself.
    private static bool IsExhaustive(RunLimits limits) => limits.Strategy?.StartsWith("exhaustive", StringComparison.Ordinal) == true;

    public static RunOptions ForReplaying(this RunLimits limits, DiscoveredSimulation simulation)
    {
        var options = new RunOptions { Name = simulation.Info.Name, Method = simulation.Method };
        return options with
        {
            MaxSteps = limits.MaxSteps ?? options.MaxSteps,
            StepTimeout = limits.StepTimeout ?? options.StepTimeout,
        };
    }
}
