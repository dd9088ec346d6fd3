namespace Sim;

/// <summary>
/// The changes of names that are not yet durable, oldest first. In one directory they become durable in order, so a crash leaves the first few of them;
/// directories are independent of each other, but for a rename from one to another, which is in both, and for what is in one whose creation is lost.
/// </summary>
internal sealed class NameJournal
{
    /// <summary>More changes are not held back: the oldest becomes durable.</summary>
    private const int MostChanges = 4_096;

    private readonly List<NameChange> _changes = [];

    /// <summary>How many changes there are.</summary>
    public int Count => _changes.Count;

    /// <summary>The newest change: what a flush that begins now makes durable is this one and older ones.</summary>
    public NameChange? Newest => _changes.Count == 0 ? null : _changes[^1];

    public void Add(NameChange change)
    {
        change.Apply();
        _changes.Add(change);
        if (_changes.Count > MostChanges)
        {
            _changes[0].MakeDurable();
            _changes.RemoveAt(0);
        }
    }

    /// <summary>
    /// Makes the changes in a directory durable; with a rename from one directory to another also what comes before it in the other, and the names of
    /// both, so that the file does not end up where no name leads to.
    /// </summary>
    public void Flush(DirectoryNode directory, NameChange? newest)
    {
        List<DirectoryNode> flushed = [directory];
        List<DirectoryNode> reached = [];
        List<NameChange> durable = [];
        for (int i = newest is null ? -1 : _changes.IndexOf(newest); i >= 0; i--)
        {
            NameChange change = _changes[i];
            bool leadsThere = change.Creates(reached);
            if (leadsThere || change.IsIn(flushed))
            {
                change.AddDirectories(flushed);
                change.AddDirectories(leadsThere || change.IsMove ? reached : []);
                durable.Add(change);
                _changes.RemoveAt(i);
            }
        }

        durable.Reverse();
        durable.ForEach(static change => change.MakeDurable());
    }

    /// <summary>What is left when the machine loses its power.</summary>
    /// <param name="draw">Answers 0, the boring fate "kept", or 1, "lost" along with all that follows in the directory.</param>
    /// <returns>What was lost.</returns>
    public List<NameChange> Crash(Func<int, int> draw)
    {
        List<DirectoryNode> cut = [];
        List<NameChange> lost = [];
        foreach (NameChange change in _changes)
        {
            if (change.IsIn(cut) || draw(2) == 1)
            {
                change.AddDirectories(cut);
                cut.AddRange(change.Names.Select(static name => name.Node).OfType<DirectoryNode>());
                lost.Add(change);
            }
            else
            {
                change.MakeDurable();
            }
        }

        _changes.Clear();
        return lost;
    }
}
