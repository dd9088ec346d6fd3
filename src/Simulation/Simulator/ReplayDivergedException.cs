namespace Sim;

/// <summary>A token was replayed, and the program did something else than was recorded.</summary>
/// <param name="message">Where the first difference is, and what may be the reason.</param>
/// <param name="result">What the program did instead.</param>
public sealed class ReplayDivergedException(string message, RunResult result) : Exception(message)
{
    /// <summary>What the program did instead.</summary>
    public RunResult Result { get; } = result;
}
