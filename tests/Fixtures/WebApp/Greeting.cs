using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sim.WebApp;

/// <summary>An answer in JSON.</summary>
public sealed record Greeting(GreetingKind Kind);

/// <summary>What it is like.</summary>
public enum GreetingKind
{
    /// <summary>Not friendly.</summary>
    Cool,

    /// <summary>Friendly.</summary>
    Warm,
}

/// <summary>Code that the compiler generates to write it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Greeting))]
internal sealed partial class GreetingJson : JsonSerializerContext;
