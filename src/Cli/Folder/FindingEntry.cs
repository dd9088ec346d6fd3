using Sim.Cli.Protocol;

namespace Sim.Cli.Folder;

/// <summary>A finding, as the folder keeps it.</summary>
internal sealed record FindingEntry
{
    public const string CurrentFormat = "sim-finding-1";

    public string Format { get; init; } = CurrentFormat;

    public required string Simulation { get; init; }

    /// <summary>The build of the program in which it was found.</summary>
    public required string Build { get; init; }

    public required FailureReport Failure { get; init; }

    /// <summary>Whether shrinking and telling came to their end.</summary>
    public bool IsExamined { get; init; }

    /// <summary>Whether it came again in fresh processes; null before that was tried.</summary>
    public bool? IsConfirmed { get; init; }

    public string Sentence { get; init; } = "";

    /// <summary>Which of two entries of one failure says more about it.</summary>
    public int CompareTo(FindingEntry other) => Worth.CompareTo(other.Worth);

    private (bool, bool, int, int, string) Worth =>
        (IsExamined, IsConfirmed == true, -(Failure.DeparturesAfter ?? int.MaxValue), -Failure.Run, Failure.Token);
}
