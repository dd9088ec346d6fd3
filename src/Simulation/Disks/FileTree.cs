namespace Sim;

/// <summary>The files and directories of a simulated disk, without a world: what is there, what is durable, what a crash leaves.</summary>
internal sealed class FileTree
{
    private const int MostNames = 10_000;

    private readonly DirectoryNode _root = new("");
    private readonly NameJournal _journal = new();
    private int _names;

    /// <summary>The most bytes that all files have together.</summary>
    public long Capacity { get; set; } = SimulatedDisk.UsualCapacity;

    /// <summary>The bytes that all files have together.</summary>
    public long Used { get; private set; }

    /// <summary>The newest change of names.</summary>
    public NameChange? NewestName => _journal.Newest;

    public bool Exists(string path) => Find(path) is not null;

    /// <summary>A file that is there.</summary>
    public FileNode FindFile(string path) => FindNamed(path) switch
    {
        FileNode file => file,
        null => throw DiskErrors.NoFile(path),
        _ => throw DiskErrors.Denied(path),
    };

    public FileNode Open(string path, FileMode mode)
    {
        DiskNode? found = FindNamed(path);
        if (found is FileNode && mode == FileMode.CreateNew)
        {
            throw DiskErrors.Taken(path);
        }

        if (found is null && mode is FileMode.CreateNew or FileMode.Create or FileMode.OpenOrCreate)
        {
            return Create(path);
        }

        FileNode file = FindFile(path);
        if (mode is FileMode.Create or FileMode.Truncate && file.Content.Length > 0)
        {
            SetLength(path, file, 0);
        }

        return file;
    }

    public void Write(string path, FileNode file, long offset, ReadOnlySpan<byte> data)
    {
        Grow(path, file, Math.Max(file.Content.Length, offset + data.Length));
        if (data.Length > 0)
        {
            file.Write((int)offset, data);
        }
    }

    public void SetLength(string path, FileNode file, long length)
    {
        Grow(path, file, length);
        file.SetLength((int)length);
    }

    public void Rename(string from, string to)
    {
        DiskNode file = FindNamed(from) ?? throw DiskErrors.NoFile(from);
        (DirectoryNode source, string oldName) = Split(from);
        (DirectoryNode target, string newName) = Split(to);
        DiskNode? replaced = target.Names.GetValueOrDefault(newName);
        if (file is DirectoryNode || replaced is DirectoryNode)
        {
            throw DiskErrors.IsDirectory(file is DirectoryNode ? from : to);
        }

        if (!ReferenceEquals(file, replaced))
        {
            Unlink(replaced as FileNode);
            _names -= replaced is null ? 0 : 1;
            _journal.Add(new NameChange($"the rename of {from} to {to}", (source, oldName, null), (target, newName, file)));
        }
    }

    public void Delete(string path)
    {
        (DirectoryNode directory, string name) = Split(path);
        if (directory.Names.GetValueOrDefault(name) is not { } found)
        {
            return;
        }

        Unlink(found as FileNode ?? throw DiskErrors.Denied(path));
        _names--;
        _journal.Add(new NameChange($"the deletion of {path}", (directory, name, null)));
    }

    public void CreateDirectory(string path)
    {
        DirectoryNode directory = _root;
        foreach (string name in path.Length == 0 ? [] : path.Split('/'))
        {
            directory = directory.Names.GetValueOrDefault(name) switch
            {
                DirectoryNode found => found,
                null => CreateDirectory(directory, name),
                _ => throw DiskErrors.NotADirectory(directory.PathOf(name)),
            };
        }
    }

    public void DeleteDirectory(string path)
    {
        (DirectoryNode above, string name) = Split(path);
        DirectoryNode directory = FindDirectory(path);
        if (directory.Names.Count > 0)
        {
            throw DiskErrors.IsNotEmpty(path);
        }

        _names--;
        _journal.Add(new NameChange($"the deletion of {path}", (above, name, null)));
    }

    public IReadOnlyList<DiskEntry> List(string path) =>
        [.. FindDirectory(path).Names.Select(static named =>
            new DiskEntry(named.Key, named.Value is DirectoryNode, named.Value is FileNode file ? file.Content.Length : 0))];

    /// <summary>Makes names durable.</summary>
    public void FlushDirectory(string path, NameChange? newest) => _journal.Flush(FindDirectory(path), newest);

    /// <summary>A directory that is there.</summary>
    public DirectoryNode FindDirectory(string path) => Find(path) switch
    {
        DirectoryNode directory => directory,
        null => throw DiskErrors.NoDirectory(path),
        _ => throw DiskErrors.NotADirectory(path),
    };

    /// <summary>What is left when the machine loses its power.</summary>
    /// <param name="draw">Answers from 0, the boring fate, to its bound - 1.</param>
    /// <returns>What was lost, in words.</returns>
    public List<string> Crash(Func<int, int> draw)
    {
        List<string> losses = [.. _journal.Crash(draw).Select(static change => change.What)];
        (Used, _names) = (0, 0);
        Restore(_root, draw, losses);
        return losses;
    }

    private void Restore(DirectoryNode directory, Func<int, int> draw, List<string> losses)
    {
        directory.Restore();
        foreach ((string name, DiskNode node) in directory.Names)
        {
            _names++;
            if (node is DirectoryNode below)
            {
                Restore(below, draw, losses);
            }
            else
            {
                RestoreFile((FileNode)node, directory.PathOf(name), draw, losses);
            }
        }
    }

    private void RestoreFile(FileNode file, string path, Func<int, int> draw, List<string> losses)
    {
        CrashLosses lost = file.Crash(draw);
        file.IsLinked = true;
        Used += file.Content.Length;
        if (lost.Any)
        {
            losses.Add($"{path}, {lost}");
        }
    }

    private FileNode Create(string path)
    {
        (DirectoryNode directory, string name) = Split(path);
        AddName(path);
        var file = new FileNode { IsLinked = true };
        _journal.Add(new NameChange($"the creation of {path}", (directory, name, file)));
        return file;
    }

    private DirectoryNode CreateDirectory(DirectoryNode above, string name)
    {
        var directory = new DirectoryNode(above.PathOf(name));
        AddName(directory.Path);
        _journal.Add(new NameChange($"the creation of {directory.Path}", (above, name, directory)));
        return directory;
    }

    private void AddName(string path) => _names = _names < MostNames ? _names + 1 : throw DiskErrors.Full(path, Capacity);

    /// <summary>Takes or gives back room. A file that no name leads to has what it has for itself.</summary>
    private void Grow(string path, FileNode file, long length)
    {
        long growth = length - file.Content.Length;
        if (growth > 0 && (file.IsLinked ? Used + growth : length) > Capacity)
        {
            throw DiskErrors.Full(path, Capacity);
        }

        Used += file.IsLinked ? growth : 0;
    }

    private void Unlink(FileNode? file)
    {
        if (file is not null)
        {
            file.IsLinked = false;
            Used -= file.Content.Length;
        }
    }

    private DiskNode? FindNamed(string path)
    {
        (DirectoryNode directory, string name) = Split(path);
        return directory.Names.GetValueOrDefault(name);
    }

    private (DirectoryNode Directory, string Name) Split(string path)
    {
        string parent = DiskPath.Parent(path);
        return Find(parent) is DirectoryNode directory
            ? (directory, parent.Length == 0 ? path : path[(parent.Length + 1)..])
            : throw DiskErrors.NoDirectory(path);
    }

    private DiskNode? Find(string path)
    {
        DiskNode? node = _root;
        foreach (string name in path.Length == 0 ? [] : path.Split('/'))
        {
            node = (node as DirectoryNode)?.Names.GetValueOrDefault(name);
        }

        return node;
    }
}
