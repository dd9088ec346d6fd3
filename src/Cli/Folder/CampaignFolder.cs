using System.Text.Json;
using Sim.Cli.Protocol;

namespace Sim.Cli.Folder;

/// <summary>
/// What a campaign knows, in plain files: findings, progress, and the boards of those that run. All names are made of the content or of
/// the session, so that folders are merged by copying one over the other; docs/campaigns.md describes the format.
/// </summary>
internal sealed class CampaignFolder : IDisposable
{
    private const string Mark = "campaign.json";
    private static readonly string[] Parts = [Mark, "findings", "progress", "corpus", "running", "lock", "owner.json"];

    private readonly FolderLock _lock;
    private readonly SortedSet<string> _damaged = new(StringComparer.Ordinal);

    private CampaignFolder(string root, FolderLock held)
    {
        Root = root;
        _lock = held;
    }

    public string Root { get; }

    /// <summary>Where the workers keep the runs that are worth changing.</summary>
    public string Corpus => Path.Combine(Root, "corpus");

    /// <summary>Files that are not whole, or of another version. They are left where they are, and left out.</summary>
    public IReadOnlyCollection<string> Damaged => _damaged;

    /// <summary>Who had the folder and was ended in the midst of it.</summary>
    public FolderOwner? Previous => _lock.Previous;

    public static CampaignFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        Check(root);
        var held = FolderLock.Take(root);
        var folder = new CampaignFolder(root, held);
        SafeFile.Write(Path.Combine(root, Mark), JsonSerializer.Serialize(new FolderMark(FolderMark.CurrentFormat), FolderJson.Default.FolderMark) + "\n");
        folder.RemoveUnfinished();
        folder.TakeInKilled();
        return folder;
    }

    public EntryStore<FindingEntry> Findings(string simulation) =>
        new(Path.Combine(Root, "findings", FolderNames.Of(simulation)), FolderJson.Default.FindingEntry);

    /// <summary>The best entry of each failure of a simulation in this build, and how many there are of other builds.</summary>
    public (IReadOnlyDictionary<string, (FindingEntry Entry, string Path)> Known, int OfOthers) Known(string simulation, string build)
    {
        var known = new Dictionary<string, (FindingEntry Entry, string Path)>(StringComparer.Ordinal);
        var others = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, entry) in Findings(simulation).ReadAll(file => _damaged.Add(file)))
        {
            var identity = entry.Failure.Identity;
            if (entry.Format != FindingEntry.CurrentFormat)
            {
                _damaged.Add(path);
            }
            else if (entry.Build != build)
            {
                others.Add(identity);
            }
            else if (!known.TryGetValue(identity, out var other) || entry.CompareTo(other.Entry) > 0)
            {
                known[identity] = (entry, path);
            }
        }

        return (known, others.Count);
    }

    /// <summary>What earlier campaigns did of a plan.</summary>
    public IReadOnlyList<ProgressEntry> Progress(string simulation, string plan)
    {
        var store = new EntryStore<ProgressEntry>(ProgressFolder(simulation), FolderJson.Default.ProgressEntry);
        return [.. store.ReadAll(path => _damaged.Add(path)).Select(one => one.Entry).Where(entry => entry.Format == ProgressEntry.CurrentFormat && entry.Plan == plan)];
    }

    /// <summary>Notes which files of a simulation's corpus are not whole, or of another version: the workers, who read them, leave them out.</summary>
    public void CheckCorpus(string simulation) => new CorpusFolder(Corpus, simulation).Read(path => _damaged.Add(path));

    public void Write(ProgressEntry entry) => SafeFile.Write(
        Path.Combine(ProgressFolder(entry.Simulation), entry.Session + ".json"),
        SealedJson.Seal(JsonSerializer.Serialize(entry, FolderJson.Default.ProgressEntry)));

    /// <summary>Where the boards of a session lie while it runs.</summary>
    public string RunningFolder(string session) => Path.Combine(Root, "running", session);

    public void Begin(string session, SessionEntry entry) => SafeFile.Write(
        Path.Combine(RunningFolder(session), "session.json"),
        SealedJson.Seal(JsonSerializer.Serialize(entry, FolderJson.Default.SessionEntry)));

    public void End(string session)
    {
        if (Directory.Exists(RunningFolder(session)))
        {
            Directory.Delete(RunningFolder(session), recursive: true);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void Check(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"{root} is no folder for a campaign: {wrong.Message}");
        }

        var strange = Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName)
            .FirstOrDefault(name => !Parts.Contains(name, StringComparer.Ordinal) && !SafeFile.IsUnfinished(name!));
        if (strange is not null)
        {
            throw new WrongInputException($"{root} is no folder for a campaign: it holds {strange}. Name one that is empty, new, or a campaign's.");
        }

        var mark = Path.Combine(root, Mark);
        if (File.Exists(mark) && !File.ReadAllText(mark).Contains($"\"{FolderMark.CurrentFormat}\"", StringComparison.Ordinal))
        {
            throw new WrongInputException($"{root} was written by another version of this tool: {mark} does not say {FolderMark.CurrentFormat}. Name a new folder.");
        }
    }

    private void RemoveUnfinished()
    {
        foreach (var path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(SafeFile.IsUnfinished).ToList())
        {
            File.Delete(path);
        }
    }

    /// <summary>What killed campaigns left on their boards becomes progress: every run that ended counts.</summary>
    private void TakeInKilled()
    {
        var running = Path.Combine(Root, "running");
        foreach (var folder in Directory.Exists(running) ? Directory.GetDirectories(running) : [])
        {
            TakeIn(folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    private void TakeIn(string folder)
    {
        var file = Path.Combine(folder, "session.json");
        if (!File.Exists(file))
        {
            return;
        }

        var text = File.ReadAllText(file);
        if (!SealedJson.IsWhole(text) || JsonSerializer.Deserialize(text, FolderJson.Default.SessionEntry) is not { } session)
        {
            _damaged.Add(file);
            return;
        }

        for (var index = 0; index < session.Simulations.Count; index++)
        {
            var path = RunBoard.PathOf(folder, index);
            if (File.Exists(path))
            {
                using var board = RunBoard.Open(path);
                Write(session.Simulations[index].With(board));
            }
        }
    }

    private string ProgressFolder(string simulation) => Path.Combine(Root, "progress", FolderNames.Of(simulation));
}
