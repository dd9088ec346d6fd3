using System.ComponentModel.DataAnnotations;

namespace PaymentService.Payments;

/// <summary>What to charge, and to whom.</summary>
public sealed record PaymentRequest(
    [Required, RegularExpression("^[0-9 ]{12,23}$", ErrorMessage = "A card has a number of 12 to 19 digits.")] string Card,
    [Range(typeof(decimal), "0.01", "10000", ParseLimitsInInvariantCulture = true)] decimal Amount);
