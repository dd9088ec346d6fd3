namespace Sim.Checking;

/// <summary>What came back to a client, if anything did.</summary>
/// <param name="IsKnown">Whether it is known.</param>
/// <param name="Output">The answer, if it is known.</param>
public readonly record struct Answer<TOutput>(bool IsKnown, TOutput? Output);
