using System.ComponentModel.DataAnnotations;

namespace TicketShop;

/// <summary>How the shop is run; the section "Shop" of the configuration.</summary>
public sealed class ShopOptions
{
    public const string Section = "Shop";

    /// <summary>How many rows of seats the hall has.</summary>
    [Range(1, 99)]
    public int Rows { get; set; } = 20;

    /// <summary>How long a seat is held for a customer who has not paid yet.</summary>
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the store takes to read or to write a document.</summary>
    public TimeSpan StorageLatency { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Which reservations to use: "simple", or "safe", which writes a seat only if nobody else has written it meanwhile.</summary>
    [AllowedValues("simple", "safe")]
    public string Reservations { get; set; } = "simple";
}
