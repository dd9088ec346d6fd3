namespace Sim;

/// <summary>A name in a directory of an <see cref="IDisk"/>.</summary>
/// <param name="Name">The name, without the directory's.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="Length">The bytes of a file; 0 for a directory.</param>
public readonly record struct DiskEntry(string Name, bool IsDirectory, long Length);
