using Raft.Consensus;

namespace Raft.Storage;

/// <summary>What a node must not forget.</summary>
public sealed class NodeState
{
    /// <summary>The latest term that it knows of.</summary>
    public long Term { get; internal set; }

    /// <summary>For whom it voted in that term.</summary>
    public string? VotedFor { get; internal set; }

    /// <summary>The log; its first entry has the index 1.</summary>
    public List<Entry> Log { get; } = [];

    /// <summary>The index of the last entry, 0 if there is none.</summary>
    public long LastIndex => Log.Count;

    /// <summary>The term of an entry, 0 before the first.</summary>
    public long TermAt(long index) => index == 0 ? 0 : Log[(int)index - 1].Term;
}
