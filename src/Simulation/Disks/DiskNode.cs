namespace Sim;

/// <summary>What a name stands for.</summary>
internal abstract class DiskNode;

/// <summary>A directory: the names as they are seen, and those that are durable.</summary>
internal sealed class DirectoryNode(string path) : DiskNode
{
    /// <summary>Where it lies, for reports.</summary>
    public string Path => path;

    public SortedDictionary<string, DiskNode> Names { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, DiskNode> Durable { get; } = new(StringComparer.Ordinal);

    /// <summary>Where a name in it lies.</summary>
    public string PathOf(string name) => path.Length == 0 ? name : $"{path}/{name}";

    /// <summary>What is durable is what is seen.</summary>
    public void Restore()
    {
        Names.Clear();
        foreach ((string name, DiskNode node) in Durable)
        {
            Names.Add(name, node);
        }
    }
}
