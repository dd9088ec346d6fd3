using System.Reflection;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>A simulation of the user's, ready to run.</summary>
/// <param name="Info">What the launcher knows of it.</param>
/// <param name="MakeBody">Makes what runs; called at the first run.</param>
/// <param name="Method">The marked method: reports look in its class for the place of a failure.</param>
/// <param name="Pinned">The token that its mark names, to be replayed instead of exploring; or null.</param>
internal sealed record DiscoveredSimulation(SimulationInfo Info, Func<Func<Simulation, Task>> MakeBody, MethodInfo Method, string? Pinned)
{
    private readonly Lazy<Func<Simulation, Task>> _body = new(MakeBody);

    /// <summary>What runs.</summary>
    public Func<Simulation, Task> Body => _body.Value;
}
