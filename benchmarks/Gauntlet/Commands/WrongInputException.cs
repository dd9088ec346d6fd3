namespace Sim.Gauntlet.Commands;

/// <summary>The command line is wrong, in words for who typed it.</summary>
internal sealed class WrongInputException(string message) : Exception(message);
