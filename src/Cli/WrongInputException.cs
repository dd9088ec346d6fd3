namespace Sim.Cli;

/// <summary>The command or its input is wrong: the message says what, where, and what to do.</summary>
internal sealed class WrongInputException(string message) : Exception(message);
