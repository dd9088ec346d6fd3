using System.Text.Json;

namespace Sim.Cli.Folder;

/// <summary>
/// One campaign at a time in a folder. The operating system holds the lock for the process, so that a killed one holds it no longer;
/// the file beside it says who has it.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _owner;

    private FolderLock(FileStream file, string owner)
    {
        _file = file;
        _owner = owner;
    }

    /// <summary>Who had the folder and ended without giving it back, if somebody did.</summary>
    public FolderOwner? Previous { get; private init; }

    public static FolderLock Take(string folder)
    {
        var owner = Path.Combine(folder, "owner.json");
        var file = Open(folder, owner);
        var previous = Read(owner);
        var self = new FolderOwner(Environment.ProcessId, Environment.MachineName, DateTimeOffset.UtcNow);
        SafeFile.Write(owner, JsonSerializer.Serialize(self, FolderJson.Default.FolderOwner) + "\n");
        return new(file, owner) { Previous = previous };
    }

    public void Dispose()
    {
        File.Delete(_owner);
        _file.Dispose();
    }

    private static FileStream Open(string folder, string owner)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new WrongInputException(
                $"{folder} is in use by another campaign ({Read(owner)?.ToString() ?? "it has just started"}). Wait for it, or give this one "
                + "a folder of its own: folders are merged by copying one over the other.");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw SafeFile.Refused(path, wrong);
        }
    }

    private static FolderOwner? Read(string owner)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(owner), FolderJson.Default.FolderOwner);
        }
        catch (Exception wrong) when (wrong is IOException or JsonException)
        {
            return null;
        }
    }
}
