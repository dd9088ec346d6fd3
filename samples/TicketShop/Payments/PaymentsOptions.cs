using System.ComponentModel.DataAnnotations;

namespace TicketShop.Payments;

/// <summary>Where the payment service is; the section "Payments" of the configuration.</summary>
public sealed class PaymentsOptions
{
    public const string Section = "Payments";

    /// <summary>The service's address.</summary>
    [Required]
    public Uri BaseAddress { get; set; } = new("http://localhost:5081/");

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}
