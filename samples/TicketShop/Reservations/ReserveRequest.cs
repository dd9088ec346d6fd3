using System.ComponentModel.DataAnnotations;

namespace TicketShop.Reservations;

/// <summary>What a customer sends to reserve a seat.</summary>
public sealed record ReserveRequest(
    [Required, RegularExpression("^[0-9]{1,2}[A-Z]$", ErrorMessage = "A seat is a row and a letter, such as 12A.")] string Seat,
    [Required, StringLength(40)] string Customer);
