using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sim.Cli.Protocol;

/// <summary>How requests and messages are written: source-generated, so that a worker starts without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerMessage))]
internal sealed partial class Wire : JsonSerializerContext
{
    public static string Write(WorkerMessage message) => JsonSerializer.Serialize(message, Default.WorkerMessage);

    public static WorkerMessage? ReadMessage(string line) => JsonSerializer.Deserialize(line, Default.WorkerMessage);

    public static string Write(WorkerRequest request) => JsonSerializer.Serialize(request, Default.WorkerRequest);

    public static WorkerRequest ReadRequest(string text) =>
        JsonSerializer.Deserialize(text, Default.WorkerRequest) ?? throw new JsonException("The request is empty.");
}
