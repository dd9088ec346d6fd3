using System.Text;

namespace Sim.Cli.Folder;

/// <summary>Files that are there in full or not at all: written beside, brought to the disk, then given their name.</summary>
internal static class SafeFile
{
    private const string Unfinished = ".tmp";

    public static void Write(string path, string text)
    {
        var beside = $"{path}.{Environment.ProcessId}{Unfinished}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception wrong) when (IsRefusal(wrong))
        {
            Remove(beside);
            throw Refused(path, wrong);
        }
    }

    public static WrongInputException Refused(string path, Exception wrong) => new(
        $"{path} can't be written: {wrong.Message.Split(" (Parameter")[0].TrimEnd('.')}. All that was saved before is whole; once there is room, or the right to "
        + "write, the same command goes on from there.");

    /// <summary>Whether the system refused to write: .NET calls a file that is larger than it may be an argument out of range.</summary>
    public static bool IsRefusal(Exception wrong) => wrong is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>What a killed process left half-written.</summary>
    public static bool IsUnfinished(string path) => path.EndsWith(Unfinished, StringComparison.Ordinal);

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            // It is what it is: the next campaign in this folder removes it.
        }
    }
}
