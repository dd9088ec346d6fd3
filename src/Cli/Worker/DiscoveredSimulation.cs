using System.Reflection;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>A simulation of the user's, ready to run.</summary>
/// <param name="Info">What the launcher knows of it.</param>
/// <param name="Body">What runs.</param>
/// <param name="Method">The marked method: reports look in its class for the place of a failure.</param>
/// <param name="Pinned">The token that its mark names, to be replayed instead of exploring; or null.</param>
internal sealed record DiscoveredSimulation(SimulationInfo Info, Func<Simulation, Task> Body, MethodInfo Method, string? Pinned);
