namespace Sim.Checking;

/// <summary>A system answered its only client otherwise than its model does.</summary>
/// <param name="message">Which answer is wrong, and what would have been right.</param>
public sealed class ModelViolatedException(string message) : Exception(message);
