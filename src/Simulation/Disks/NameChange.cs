namespace Sim;

/// <summary>A change of names that is not yet durable. It is atomic, also where it touches two directories.</summary>
/// <param name="What">In words.</param>
/// <param name="Names">Which names stand for what from then on; null for none.</param>
internal sealed record NameChange(string What, params (DirectoryNode Directory, string Name, DiskNode? Node)[] Names)
{
    /// <summary>Whether it is a rename from one directory to another.</summary>
    public bool IsMove => Names.Length == 2 && !ReferenceEquals(Names[0].Directory, Names[1].Directory);

    /// <summary>Whether it changes one of the directories.</summary>
    public bool IsIn(List<DirectoryNode> directories) => Array.Exists(Names, name => directories.Contains(name.Directory));

    /// <summary>Whether it makes one of the directories.</summary>
    public bool Creates(List<DirectoryNode> directories) => Array.Exists(Names, name => name.Node is DirectoryNode made && directories.Contains(made));

    /// <summary>Adds the directories that it changes.</summary>
    public void AddDirectories(List<DirectoryNode> directories)
    {
        foreach ((DirectoryNode directory, _, _) in Names)
        {
            if (!directories.Contains(directory))
            {
                directories.Add(directory);
            }
        }
    }

    public void Apply()
    {
        foreach ((DirectoryNode directory, string name, DiskNode? node) in Names)
        {
            Set(directory.Names, name, node);
        }
    }

    public void MakeDurable()
    {
        foreach ((DirectoryNode directory, string name, DiskNode? node) in Names)
        {
            Set(directory.Durable, name, node);
        }
    }

    private static void Set(SortedDictionary<string, DiskNode> names, string name, DiskNode? node)
    {
        if (node is null)
        {
            names.Remove(name);
        }
        else
        {
            names[name] = node;
        }
    }
}
