namespace Sim.Strangers;

/// <summary>A program answered otherwise than it should.</summary>
public sealed class UnexpectedAnswerException(string message) : Exception(message);
