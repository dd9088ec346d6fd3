namespace Sim;

/// <summary>What the exploration of a property came to.</summary>
/// <param name="Exploration">The failure, if there is one, and all that is counted.</param>
/// <param name="Inputs">How many inputs were made, the failing one included.</param>
internal sealed record InputExploration(Exploration Exploration, int Inputs)
{
    /// <summary>How the smallest failing input is made, or null.</summary>
    public IReadOnlyList<ulong>? Smallest { get; init; }

    /// <summary>How the failing input was made that was found, or null.</summary>
    public IReadOnlyList<ulong>? Original { get; init; }
}
