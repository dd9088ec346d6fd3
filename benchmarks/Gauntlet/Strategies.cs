namespace Sim.Gauntlet;

/// <summary>The strategies that are compared.</summary>
internal static class Strategies
{
    /// <summary>What an exploration takes if nothing is said.</summary>
    public static string Default { get; } = new ExploreOptions().Strategy;

    /// <summary>All but <c>fifo</c>, which makes the same schedule again and again.</summary>
    public static string[] All { get; } = ["random", "sticky:0.9", "pct:3", "pct:10", "delay:3", "pos", "urw", "surw", "race", "feedback", "portfolio"];
}
