namespace Sim;

/// <summary>A run that behaved like no other, to make others of.</summary>
/// <param name="Choices">What it drew.</param>
/// <param name="Bounds">How many answers each draw had.</param>
/// <param name="Behavior">What it did.</param>
/// <param name="Novelty">1 - the greatest similarity to what was known when it came; more than 0, at most 1.</param>
/// <param name="From">The first draw in which it departs from the run that it was made of: what is behind that was seen once only.</param>
internal sealed record CorpusEntry(int[] Choices, int[] Bounds, Behavior Behavior, double Novelty, int From)
{
    /// <summary>How many runs are to be made of it before all have had their turn.</summary>
    public int Budget { get; set; }
}
