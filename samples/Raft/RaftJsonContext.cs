using System.Text.Json;
using System.Text.Json.Serialization;
using Raft.Consensus;
using Raft.Storage;

namespace Raft;

/// <summary>What nodes and clients send each other, and what stands in the journal.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VoteRequest))]
[JsonSerializable(typeof(VoteReply))]
[JsonSerializable(typeof(AppendRequest))]
[JsonSerializable(typeof(AppendReply))]
[JsonSerializable(typeof(JournalRecord))]
[JsonSerializable(typeof(WriteRequest))]
[JsonSerializable(typeof(Outcome))]
[JsonSerializable(typeof(Status))]
public sealed partial class RaftJsonContext : JsonSerializerContext;
