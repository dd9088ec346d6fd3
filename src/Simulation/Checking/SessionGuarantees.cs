namespace Sim.Checking;

/// <summary>What a client may rely on within its own session, even where the system as a whole is not consistent.</summary>
/// <remarks>After Terry et al., Session Guarantees for Weakly Consistent Replicated Data, PDIS 1994.</remarks>
[Flags]
public enum SessionGuarantees
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A client sees what it wrote before.</summary>
    ReadYourWrites = 1,

    /// <summary>A client that saw something does not see an older state afterward.</summary>
    MonotonicReads = 2,

    /// <summary>A client's writes take effect everywhere in the order in which it wrote them.</summary>
    MonotonicWrites = 4,

    /// <summary>What a client writes after it saw a write takes effect everywhere after that one.</summary>
    WritesFollowReads = 8,

    /// <summary>All four.</summary>
    All = ReadYourWrites | MonotonicReads | MonotonicWrites | WritesFollowReads,
}
