namespace TicketShop.Reservations;

/// <summary>A seat that is kept for a customer until it is paid, canceled or too late.</summary>
public sealed record Reservation(int Id, string Seat, string Customer, decimal Price, DateTimeOffset ExpiresAt, ReservationState State = ReservationState.Open);
