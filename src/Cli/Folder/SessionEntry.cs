namespace Sim.Cli.Folder;

/// <summary>A campaign that is running, or was killed: whose boards lie beside this file, by the index of the simulation.</summary>
internal sealed record SessionEntry(IReadOnlyList<ProgressEntry> Simulations);

/// <summary>Who has the folder.</summary>
internal sealed record FolderOwner(int ProcessId, string Machine, DateTimeOffset Since)
{
    public override string ToString() => $"process {ProcessId} on {Machine}, since {Since:yyyy-MM-dd HH:mm:ss} UTC";
}

/// <summary>What the folder is, for whoever finds it.</summary>
internal sealed record FolderMark(string Format)
{
    public const string CurrentFormat = "sim-campaign-1";
}
