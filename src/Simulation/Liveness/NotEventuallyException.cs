namespace Sim;

/// <summary>What <see cref="Simulation.Eventually"/> stated did not come true in time.</summary>
/// <param name="name">What was to come true.</param>
/// <param name="within">How much virtual time it had.</param>
public sealed class NotEventuallyException(string name, TimeSpan within)
    : Exception($"This should have come true within {within} of virtual time, and did not: {name}");
