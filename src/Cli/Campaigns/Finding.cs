using Sim.Cli.Folder;
using Sim.Cli.Launching;
using Sim.Cli.Protocol;

namespace Sim.Cli.Campaigns;

/// <summary>A failure that the campaign found or knew.</summary>
internal sealed class Finding(FailureReport failure)
{
    /// <summary>The best that is known of it.</summary>
    public FailureReport Failure { get; set; } = failure;

    /// <summary>Whether shrinking and telling came to their end.</summary>
    public bool IsExamined { get; set; }

    public Confirmation? Confirmation { get; set; }

    /// <summary>How the worker ended, where the failure is that.</summary>
    public WorkerEnd? Death { get; init; }

    /// <summary>Where its timeline is, or why there is none; null where none was wanted.</summary>
    public string? Picture { get; set; }

    /// <summary>Whether an earlier campaign found it.</summary>
    public bool IsOld { get; init; }

    /// <summary>Whether somebody has read of it.</summary>
    public bool IsTold { get; set; }

    /// <summary>The file that holds it.</summary>
    public string? Path { get; set; }

    public FindingEntry EntryOf(string simulation, string build) => new()
    {
        Simulation = simulation,
        Build = build,
        Failure = Failure,
        IsExamined = IsExamined,
        IsConfirmed = Confirmation?.Reproduced,
        Sentence = Confirmation?.Sentence ?? "",
    };
}
