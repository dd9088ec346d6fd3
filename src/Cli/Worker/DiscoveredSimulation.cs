using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>A simulation of the user's, ready to run.</summary>
internal sealed record DiscoveredSimulation(SimulationInfo Info, Func<Simulation, Task> Body);
