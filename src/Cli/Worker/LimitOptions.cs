using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Turns what the command line says into the library's options.</summary>
internal static class LimitOptions
{
    public static ExploreOptions ForExploring(this RunLimits limits, DiscoveredSimulation simulation)
    {
        var options = new ExploreOptions { Name = simulation.Info.Name, Method = simulation.Method };
        return options with
        {
            Runs = limits.RunsOf(simulation.Info),
            Strategy = limits.Strategy ?? options.Strategy,
            Seed = limits.Seed ?? options.Seed,
            MaxSteps = limits.MaxSteps ?? options.MaxSteps,
            StepTimeout = limits.StepTimeout ?? options.StepTimeout,
        };
    }

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
