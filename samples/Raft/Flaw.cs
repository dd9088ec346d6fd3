namespace Raft;

/// <summary>Mistakes that have been made in implementations of Raft.</summary>
public enum Flaw
{
    /// <summary>None is made.</summary>
    None,

    /// <summary>For whom a node voted is not written to its journal: after a restart it may vote again in the same term.</summary>
    ForgottenVote,

    /// <summary>An entry of an earlier term counts as committed as soon as a majority has it (Figure 8 of the paper).</summary>
    OldTermCommit,

    /// <summary>Entries are acknowledged when they are written, not when they are flushed.</summary>
    LostFlush,

    /// <summary>A leader answers reads without asking a majority whether it still is one.</summary>
    StaleRead,

    /// <summary>A leader answers reads without asking while it has a lease, which is measured with the wall clock.</summary>
    ClockLease,
}
