namespace Sim.Checking;

/// <summary>What a judge says of a history, and why.</summary>
public sealed class Judgment<TInput, TOutput>
{
    internal Judgment(Ruling ruling, string report)
    {
        Ruling = ruling;
        Report = report;
    }

    /// <summary>What it came to.</summary>
    public Ruling Ruling { get; }

    /// <summary>The reason, for a person: which operation has no place, what comes before it, what would have been the right answer.</summary>
    public string Report { get; }

    /// <summary>
    /// Where it holds: for each part that was looked at by itself an order of its operations that explains every answer. Where it is violated:
    /// the longest orders that explain the answers up to the operation that has no place, of the part that is not as it should be.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Operation<TInput, TOutput>>> Orders { get; internal init; } = [];

    /// <summary>The operation that has no place, where there is one.</summary>
    public Operation<TInput, TOutput>? Culprit { get; internal init; }

    /// <summary>How many operations it tried to put somewhere.</summary>
    public long Steps { get; internal init; }
}
