namespace Sim;

/// <summary>A simulation failed: the message is the story, <see cref="Result"/> holds the token.</summary>
/// <param name="story">The story.</param>
/// <param name="result">The failing run, shrunk.</param>
public sealed class SimulationFailedException(string story, RunResult result) : Exception(story, result.Failure?.Exception)
{
    /// <summary>The failing run, shrunk.</summary>
    public RunResult Result { get; } = result;
}
