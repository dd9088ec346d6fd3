namespace Sim;

/// <summary>What <see cref="Simulation.Always"/> stated did not hold.</summary>
/// <param name="name">The invariant.</param>
public sealed class InvariantViolatedException(string name) : Exception($"This should always hold, and did not: {name}");
