namespace Sim;

/// <summary>A disk that is a directory of the machine: what programs use in production.</summary>
/// <remarks>
/// A flush is an fsync, of files and, on Unix, of directories; Windows keeps names in order by itself and has no such call. Links in the directory
/// are followed. Asynchronous operations run on threads of the pool. Safe for use by several threads.
/// </remarks>
public sealed class DirectoryDisk : IDisk
{
    private readonly string _root;

    /// <summary>Uses a directory, which is made if it is not there.</summary>
    /// <param name="root">The path of the directory on the machine.</param>
    /// <exception cref="ArgumentException">There is no such path.</exception>
    /// <exception cref="IOException">It is a file, or cannot be made.</exception>
    public DirectoryDisk(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        _root = Directory.CreateDirectory(root).FullName;
    }

    /// <inheritdoc />
    public IDiskFile Open(string path, FileMode mode = FileMode.OpenOrCreate)
    {
        string place = FilePlace(path);
        if (mode is < FileMode.CreateNew or > FileMode.Truncate)
        {
            throw new ArgumentException($"A disk opens no file with the mode {mode}: to write at the end, open it and call Append.", nameof(mode));
        }

        // Truncate and Create need a handle that may write; so do all others here.
        return new DirectoryDiskFile(path, File.OpenHandle(place, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
    }

    /// <inheritdoc />
    public ValueTask<IDiskFile> OpenAsync(string path, FileMode mode = FileMode.OpenOrCreate, CancellationToken cancellationToken = default) =>
        OffThread.Do(() => Open(path, mode), cancellationToken);

    /// <inheritdoc />
    public void Rename(string from, string to)
    {
        string target = FilePlace(to);
        File.Move(FilePlace(from), Directory.Exists(target) ? throw new IOException($"There is a directory '{to}'.") : target, overwrite: true);
    }

    /// <inheritdoc />
    public ValueTask RenameAsync(string from, string to, CancellationToken cancellationToken = default) =>
        OffThread.Do(() => Rename(from, to), cancellationToken);

    /// <inheritdoc />
    public void Delete(string path) => File.Delete(FilePlace(path));

    /// <inheritdoc />
    public ValueTask DeleteAsync(string path, CancellationToken cancellationToken = default) =>
        OffThread.Do(() => Delete(path), cancellationToken);

    /// <inheritdoc />
    public void CreateDirectory(string path) => Directory.CreateDirectory(DirectoryPlace(path));

    /// <inheritdoc />
    public ValueTask CreateDirectoryAsync(string path, CancellationToken cancellationToken = default) =>
        OffThread.Do(() => CreateDirectory(path), cancellationToken);

    /// <inheritdoc />
    public void DeleteDirectory(string path) => Directory.Delete(FilePlace(path));

    /// <inheritdoc />
    public ValueTask DeleteDirectoryAsync(string path, CancellationToken cancellationToken = default) =>
        OffThread.Do(() => DeleteDirectory(path), cancellationToken);

    /// <inheritdoc />
    public void FlushDirectory(string path = "") => DirectoryFlush.Do(DirectoryPlace(path), path);

    /// <inheritdoc />
    public ValueTask FlushDirectoryAsync(string path = "", CancellationToken cancellationToken = default) =>
        OffThread.Do(() => FlushDirectory(path), cancellationToken);

    /// <inheritdoc />
    public IReadOnlyList<DiskEntry> List(string path = "") =>
        [.. new DirectoryInfo(DirectoryPlace(path)).EnumerateFileSystemInfos()
            .Select(static info => new DiskEntry(info.Name, info is DirectoryInfo, info is FileInfo file ? file.Length : 0))
            .OrderBy(static entry => entry.Name, StringComparer.Ordinal)];

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DiskEntry>> ListAsync(string path = "", CancellationToken cancellationToken = default) =>
        OffThread.Do(() => List(path), cancellationToken);

    /// <inheritdoc />
    public bool Exists(string path) => System.IO.Path.Exists(DirectoryPlace(path));

    private string FilePlace(string path) => System.IO.Path.Join(_root, DiskPath.CheckFile(path));

    private string DirectoryPlace(string path) => System.IO.Path.Join(_root, DiskPath.CheckDirectory(path));
}
