namespace Raft.Consensus;

/// <summary>An entry of the log.</summary>
/// <param name="Term">The term of the leader that took it in.</param>
/// <param name="Command">What is to be done once it is committed.</param>
public sealed record Entry(long Term, Command Command);

/// <summary>What clients want done.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">To which key.</param>
/// <param name="Value">The new value.</param>
/// <param name="Expected">The value that must be there, of a compare-and-set.</param>
/// <param name="Client">Who asks.</param>
/// <param name="Sequence">The how-manieth request of this client it is: asked twice, it is done once.</param>
public sealed record Command(CommandKind Kind, string Key = "", string Value = "", string? Expected = null, string Client = "", long Sequence = 0);

/// <summary>What a command does.</summary>
public enum CommandKind
{
    /// <summary>Nothing: a new leader's first entry.</summary>
    Nothing,

    /// <summary>Puts a value under a key.</summary>
    Put,

    /// <summary>Puts a value under a key if another is there.</summary>
    CompareAndSet,
}

/// <summary>A candidate asks for a vote.</summary>
public sealed record VoteRequest(long Term, string Candidate, long LastIndex, long LastTerm);

/// <summary>The answer.</summary>
public sealed record VoteReply(long Term, bool IsGranted);

/// <summary>A leader sends entries, or shows that it is there.</summary>
public sealed record AppendRequest(long Term, string Leader, long PreviousIndex, long PreviousTerm, Entry[] Entries, long Commit);

/// <summary>The answer.</summary>
/// <param name="Term">The follower's term.</param>
/// <param name="IsAccepted">Whether its log fits.</param>
/// <param name="Index">If it fits, up to where it is the leader's; else from where on to try.</param>
public sealed record AppendReply(long Term, bool IsAccepted, long Index);
