using System.Text.Json.Serialization;

namespace Sim.Cli.Folder;

/// <summary>How the folder's files are written: source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FindingEntry))]
[JsonSerializable(typeof(ProgressEntry))]
[JsonSerializable(typeof(SessionEntry))]
[JsonSerializable(typeof(CorpusEntry))]
[JsonSerializable(typeof(FolderOwner))]
[JsonSerializable(typeof(FolderMark))]
internal sealed partial class FolderJson : JsonSerializerContext;
