namespace Gossip;

/// <summary>What a member believes of another.</summary>
public enum PeerState : byte
{
    /// <summary>It is up.</summary>
    Alive,

    /// <summary>It did not answer, and has some time to speak up.</summary>
    Suspect,

    /// <summary>It is down, or cut off.</summary>
    Dead,
}
