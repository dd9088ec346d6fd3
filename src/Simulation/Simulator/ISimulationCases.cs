using System.Reflection;

namespace Sim;

/// <summary>
/// A mark that makes the simulations of its method itself: what a test framework adds to a test, such as fixtures and rows of data,
/// belongs to their bodies. The <c>sim</c> tool runs the very bodies that the framework runs, so that a token fits both.
/// </summary>
public interface ISimulationCases : ISimulationAttribute
{
    /// <summary>The simulations of a method, in order.</summary>
    /// <param name="type">The class that is tested; it may have inherited the method.</param>
    /// <param name="method">The marked method.</param>
    /// <exception cref="ArgumentException">The method cannot be a simulation; the message says why, and what to do.</exception>
    IReadOnlyList<SimulationCase> MakeCases(Type type, MethodInfo method);
}

/// <summary>One simulation of a method.</summary>
/// <param name="Arguments">What tells it from the others of its method, as in <c>(seats: 2)</c>; empty where it is the only one.</param>
/// <param name="MakeBody">Makes what a run does; called once, before the first run and outside of all, so it may make what all runs share.</param>
public sealed record SimulationCase(string Arguments, Func<Func<Simulation, Task>> MakeBody);
