namespace Sim.Checking;

/// <summary>What a judge came to.</summary>
public enum Ruling
{
    /// <summary>The history is as it should be.</summary>
    Holds,

    /// <summary>It is not, whatever the answers that nobody knows.</summary>
    Violated,

    /// <summary>The limits were reached before either was certain.</summary>
    Undecided,
}
