using System.Text.Json;
using System.Text.Json.Serialization;

namespace TicketShop.Simulations;

/// <summary>How the shop and the payment service write what they answer.</summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}
