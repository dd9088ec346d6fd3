using System.Text.Json.Serialization;

namespace PaymentService.Payments;

/// <summary>A payment, under the reference that the client chose for it.</summary>
public sealed record Payment(string Reference, decimal Amount, PaymentState State, [property: JsonIgnore] string Card);
