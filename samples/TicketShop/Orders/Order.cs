namespace TicketShop.Orders;

/// <summary>A seat that a customer has paid for.</summary>
public sealed record Order(int Id, int Reservation, string Seat, string Customer, decimal Price, DateTimeOffset PaidAt);
