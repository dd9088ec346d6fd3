namespace Sim.Benchmarks;

/// <summary>The command line is wrong, in words for who typed it.</summary>
internal sealed class UsageException(string message) : Exception(message);
