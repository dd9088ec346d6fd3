namespace Raft.Simulations;

/// <summary>Something that must hold does not.</summary>
public sealed class ExpectationException(string message) : Exception(message);
