namespace Sim;

/// <summary>
/// A small file system as programs that must survive a crash need it: it says what is durable and lets them say when. There are two:
/// <see cref="DirectoryDisk"/> is a directory of the machine, for production, and a simulation has one per host.
/// </summary>
/// <remarks>
/// <para>A path is relative to the disk's root, its names parted by <c>/</c> (<see cref="DiskPath"/>); "" is the root itself.</para>
/// <para>
/// What is durable: the bytes of a file that were written before <see cref="IDiskFile.Flush"/> began, once it has returned. A name that was made,
/// changed or removed in a directory before <see cref="FlushDirectory"/> of that directory began, once it has returned. Nothing else is: in particular
/// not the name of a new file by flushing the file, nor what is in a directory by flushing the directory that it lies in.
/// A rename is atomic: after a crash there is the old state or the new one.
/// </para>
/// <para>Failures are those of System.IO: <see cref="IOException"/> and what derives from it, <see cref="UnauthorizedAccessException"/> where a directory is taken for a file.</para>
/// </remarks>
public interface IDisk
{
    /// <summary>Opens a file for reading and writing.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="mode">As in System.IO; <see cref="FileMode.Append"/> is refused, since <see cref="IDiskFile.Append"/> needs no mode.</param>
    /// <exception cref="ArgumentException">The path is none, or leads out of the disk; or the mode is refused.</exception>
    /// <exception cref="FileNotFoundException">It is not there, and the mode does not make it.</exception>
    /// <exception cref="DirectoryNotFoundException">Its directory is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a directory.</exception>
    /// <exception cref="IOException">It is there, and the mode is <see cref="FileMode.CreateNew"/>; or the disk fails.</exception>
    IDiskFile Open(string path, FileMode mode = FileMode.OpenOrCreate);

    /// <inheritdoc cref="Open"/>
    ValueTask<IDiskFile> OpenAsync(string path, FileMode mode = FileMode.OpenOrCreate, CancellationToken cancellationToken = default);

    /// <summary>Gives a file another name, atomically; a file of that name is replaced. Durable once the directories of both names are flushed.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="DirectoryNotFoundException">The directory of the new name is not there.</exception>
    /// <exception cref="IOException">One of the two is a directory; or the disk fails.</exception>
    void Rename(string from, string to);

    /// <inheritdoc cref="Rename"/>
    ValueTask RenameAsync(string from, string to, CancellationToken cancellationToken = default);

    /// <summary>Removes a file; one that is not there is no error. Durable once its directory is flushed.</summary>
    /// <exception cref="DirectoryNotFoundException">Its directory is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a directory.</exception>
    void Delete(string path);

    /// <inheritdoc cref="Delete"/>
    ValueTask DeleteAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Makes a directory, and those above it that are missing; one that is there is no error. Durable once the one above it is flushed.</summary>
    /// <exception cref="IOException">There is a file of this name; or the disk fails.</exception>
    void CreateDirectory(string path);

    /// <inheritdoc cref="CreateDirectory"/>
    ValueTask CreateDirectoryAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Removes an empty directory. Durable once the one above it is flushed.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    /// <exception cref="IOException">It is not empty, or a file; or the disk fails.</exception>
    void DeleteDirectory(string path);

    /// <inheritdoc cref="DeleteDirectory"/>
    ValueTask DeleteDirectoryAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Makes durable which names a directory has: what was created, renamed and deleted in it. The content of its files is their own matter.</summary>
    /// <param name="path">The directory; "" is the root.</param>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    void FlushDirectory(string path = "");

    /// <inheritdoc cref="FlushDirectory"/>
    ValueTask FlushDirectoryAsync(string path = "", CancellationToken cancellationToken = default);

    /// <summary>What lies in a directory, in ordinal order of the names.</summary>
    /// <param name="path">The directory; "" is the root.</param>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    IReadOnlyList<DiskEntry> List(string path = "");

    /// <inheritdoc cref="List"/>
    ValueTask<IReadOnlyList<DiskEntry>> ListAsync(string path = "", CancellationToken cancellationToken = default);

    /// <summary>Whether there is a file or a directory of this name.</summary>
    bool Exists(string path);
}
