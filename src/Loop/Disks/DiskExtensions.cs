namespace Sim;

/// <summary>What is done with disks over and over.</summary>
public static class DiskExtensions
{
    /// <summary>What a new content is called until it replaces the old one.</summary>
    private const string NewContent = ".new";

    /// <summary>A file as a stream, which owns it.</summary>
    public static DiskStream AsStream(this IDiskFile file) => new(file);

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static async ValueTask<byte[]> ReadAllBytesAsync(this IDisk disk, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(disk);
        using IDiskFile file = await disk.OpenAsync(path, FileMode.Open, cancellationToken).ConfigureAwait(false);
        var content = new byte[file.Length];
        int count = await file.ReadAsync(0, content, cancellationToken).ConfigureAwait(false);
        return count == content.Length ? content : content[..count];
    }

    /// <inheritdoc cref="ReadAllBytesAsync"/>
    public static byte[] ReadAllBytes(this IDisk disk, string path)
    {
        ArgumentNullException.ThrowIfNull(disk);
        using IDiskFile file = disk.Open(path, FileMode.Open);
        var content = new byte[file.Length];
        int count = file.Read(0, content);
        return count == content.Length ? content : content[..count];
    }

    /// <summary>
    /// Gives a file a new content, durably and as a whole: after a crash it has the old content or the new one. It writes a file beside it
    /// (named with <c>.new</c> behind), flushes that, renames it, and flushes the directory.
    /// </summary>
    public static async ValueTask ReplaceAsync(this IDisk disk, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(disk);
        using (IDiskFile file = await disk.OpenAsync(path + NewContent, FileMode.Create, cancellationToken).ConfigureAwait(false))
        {
            await file.WriteAsync(0, content, cancellationToken).ConfigureAwait(false);
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        await disk.RenameAsync(path + NewContent, path, cancellationToken).ConfigureAwait(false);
        await disk.FlushDirectoryAsync(DiskPath.Parent(path), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="ReplaceAsync"/>
    public static void Replace(this IDisk disk, string path, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(disk);
        using (IDiskFile file = disk.Open(path + NewContent, FileMode.Create))
        {
            file.Write(0, content);
            file.Flush();
        }

        disk.Rename(path + NewContent, path);
        disk.FlushDirectory(DiskPath.Parent(path));
    }
}
