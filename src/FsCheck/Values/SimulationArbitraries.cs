using FsCheck;
using FsCheck.Fluent;

namespace Sim;

/// <summary>What FsCheck is to know besides its own types; for <c>ArbMap.Default.Merge&lt;SimulationArbitraries&gt;()</c>.</summary>
public sealed class SimulationArbitraries
{
    /// <summary>What FsCheck knows by itself, and all of this.</summary>
    internal static IArbMap Map { get; } = ArbMap.Default.Merge<SimulationArbitraries>();
}
