namespace Sim;

/// <summary>A whole exploration went by, and something that should sometimes hold (<see cref="Simulation.Sometimes"/>) never did.</summary>
/// <param name="story">The exploration's story.</param>
/// <param name="names">What never held.</param>
public sealed class NeverReachedException(string story, IReadOnlyList<string> names) : Exception(story)
{
    /// <summary>What never held.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
