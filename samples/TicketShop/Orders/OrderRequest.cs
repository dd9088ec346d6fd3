using System.ComponentModel.DataAnnotations;

namespace TicketShop.Orders;

/// <summary>What a customer sends to pay for a reservation.</summary>
public sealed record OrderRequest(
    [Range(1, int.MaxValue)] int Reservation,
    [Required, RegularExpression("^[0-9 ]{12,23}$", ErrorMessage = "A card has a number of 12 to 19 digits.")] string Card);
