namespace Raft.Consensus;

/// <summary>What a node is at the moment.</summary>
public enum Role
{
    /// <summary>It takes what a leader sends.</summary>
    Follower,

    /// <summary>It asks for votes.</summary>
    Candidate,

    /// <summary>It takes what clients send.</summary>
    Leader,
}
