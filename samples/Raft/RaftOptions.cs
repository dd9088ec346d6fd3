using System.ComponentModel.DataAnnotations;

namespace Raft;

/// <summary>One node of the cluster; the section "Raft" of the configuration.</summary>
public sealed class RaftOptions
{
    public const string Section = "Raft";

    /// <summary>The node's name, by which the others know it.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>The other nodes: name and address.</summary>
    public Dictionary<string, Uri> Peers { get; set; } = [];

    /// <summary>The directory of its journal.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>How often a leader is heard of.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>For how long at least a leader may be silent before another is elected.</summary>
    public TimeSpan ElectionTimeout { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How long a node waits for another's answer.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a client's request may wait for its majority.</summary>
    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many entries one message carries at most.</summary>
    [Range(1, 1_000)]
    public int Batch { get; set; } = 16;

    /// <summary>A mistake to be made, for those who want to see it found.</summary>
    public Flaw Flaw { get; set; }
}
