namespace Sim.Cli.Folder;

/// <summary>The runs that one worker of a campaign kept, to make others of: a file of its own, so that none collides with another's.</summary>
internal sealed record CorpusEntry
{
    public const string CurrentFormat = "sim-corpus-1";

    public string Format { get; init; } = CurrentFormat;

    public required string Simulation { get; init; }

    /// <summary>Their tokens, the oldest first.</summary>
    public required IReadOnlyList<string> Runs { get; init; }

    /// <summary>Whether this version can replay what it holds.</summary>
    public bool IsUsable()
    {
        try
        {
            return Format == CurrentFormat && Runs.All(token => Simulator.TokenMatches(token, Simulation));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
