namespace Sim.Cli.Folder;

/// <summary>The runs worth changing of one simulation, from all campaigns and workers: a file a worker.</summary>
internal sealed class CorpusFolder(string corpus, string simulation)
{
    /// <summary>More are not read, since each is run before anything else: the latest count.</summary>
    private const int MostRuns = 2_048;

    private readonly string _folder = Path.Combine(corpus, FolderNames.Of(simulation));

    /// <summary>The tokens, the latest first, which came furthest.</summary>
    /// <param name="damaged">Is told of each file that is none of this version, or not whole.</param>
    public IReadOnlyList<string> Read(Action<string> damaged)
    {
        var runs = new List<string>();
        var store = new EntryStore<CorpusEntry>(_folder, FolderJson.Default.CorpusEntry);
        foreach (var (path, entry) in store.ReadAll(damaged).Reverse())
        {
            if (!entry.IsUsable())
            {
                damaged(path);
            }
            else if (entry.Simulation == simulation)
            {
                runs.AddRange(entry.Runs.Reverse());
            }
        }

        return [.. runs.Distinct(StringComparer.Ordinal).Take(MostRuns)];
    }

    /// <summary>Writes a worker's file anew.</summary>
    /// <param name="name">A name that no other worker has, of this campaign or of another.</param>
    /// <param name="runs">The tokens.</param>
    public void Write(string name, IReadOnlyList<string> runs) => SafeFile.Write(
        Path.Combine(_folder, name + ".json"),
        SealedJson.Seal(System.Text.Json.JsonSerializer.Serialize(new CorpusEntry { Simulation = simulation, Runs = runs }, FolderJson.Default.CorpusEntry)));
}
