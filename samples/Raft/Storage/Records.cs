using Raft.Consensus;

namespace Raft.Storage;

/// <summary>What stands in the journal: one of the two.</summary>
/// <param name="Ballot">A new term, and for whom the node voted in it.</param>
/// <param name="Append">Entries that take the place of whatever was at their indexes and behind.</param>
public sealed record JournalRecord(Ballot? Ballot, Append? Append);

/// <summary>A term and a vote.</summary>
public sealed record Ballot(long Term, string? VotedFor);

/// <summary>Entries from an index on.</summary>
public sealed record Append(long From, Entry[] Entries);
