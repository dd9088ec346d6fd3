using System.Text.Json;
using System.Text.Json.Serialization;
using PaymentService.Payments;

namespace PaymentService;

/// <summary>What the service's endpoints read and write.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<Payment>))]
[JsonSerializable(typeof(PaymentRequest))]
internal sealed partial class PaymentJsonContext : JsonSerializerContext;
