using Microsoft.Extensions.Options;
using TicketShop.Seats;
using TicketShop.Storage;

namespace TicketShop.Reservations;

/// <summary>Draws up reservations.</summary>
public sealed class ReservationFactory(Sequence<Reservation> numbers, IOptions<ShopOptions> options, TimeProvider time)
{
    /// <summary>A new reservation that ends when the time to hold a seat is over.</summary>
    public Reservation Create(Seat seat, string customer) =>
        new(numbers.Next(), seat.Id, customer, seat.Price, time.GetUtcNow() + options.Value.HoldFor);
}
