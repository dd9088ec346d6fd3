using System.Buffers;

namespace Sim;

/// <summary>What a path on an <see cref="IDisk"/> may be: names parted by <c>/</c>, relative to the root, which nothing leads out of.</summary>
public static class DiskPath
{
    private const int MostLetters = 120;
    private const int MostNames = 16;

    /// <summary>What no name may have, so that a path is one on every machine.</summary>
    private static readonly SearchValues<char> s_never = SearchValues.Create("\\:*?\"<>|" + new string([.. Enumerable.Range(0, 32).Select(static code => (char)code)]));

    /// <summary>Checks the path of a file: 1 to 16 names of 1 to 120 letters.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="ArgumentException">It is none, or leads out of the disk.</exception>
    public static string CheckFile(string path)
    {
        CheckDirectory(path);
        return path.Length > 0 ? path : throw new ArgumentException("A file has a name: \"\" is the root of the disk.", nameof(path));
    }

    /// <summary>Checks the path of a directory: as that of a file, or "" for the root.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="ArgumentException">It is none, or leads out of the disk.</exception>
    public static string CheckDirectory(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length > 0)
        {
            CheckNames(path);
        }

        return path;
    }

    /// <summary>The directory in which a path lies: "" for one in the root.</summary>
    public static string Parent(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        int slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path[..slash];
    }

    private static void CheckNames(string path)
    {
        if (path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':'))
        {
            throw Wrong(path, "it begins at the machine's root; a path on a disk is relative to the disk's");
        }

        string[] names = path.Split('/');
        if (names.Length > MostNames)
        {
            throw Wrong(path, $"it has {names.Length} names, and at most {MostNames} are allowed");
        }

        foreach (string name in names)
        {
            CheckName(path, name);
        }
    }

    private static void CheckName(string path, string name)
    {
        if (name is "." or "..")
        {
            throw Wrong(path, $"\"{name}\" in it could lead out of the disk");
        }

        if (name.Length is 0 or > MostLetters)
        {
            throw Wrong(path, $"a name in it has {name.Length} letters, and 1 to {MostLetters} are allowed");
        }

        if (name.AsSpan().IndexOfAny(s_never) is >= 0 and int place)
        {
            throw Wrong(path, $"the character U+{(int)name[place]:X4} in it is in no name");
        }
    }

    private static ArgumentException Wrong(string path, string why) => new($"\"{path}\" is no path on a disk: {why}.", nameof(path));
}
