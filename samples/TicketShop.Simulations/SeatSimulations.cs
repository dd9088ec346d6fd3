using Sim;
using TicketShop.Orders;
using TicketShop.Reservations;

namespace TicketShop.Simulations;

/// <summary>Two evenings at the ticket shop, each with the reservations as they were first written and with the safe ones.</summary>
public sealed class SeatSimulations
{
    private const string Seat = "12A";

    /// <summary>A payment that begins this long before the reservation expires is done 4 ms before, if nothing delays it.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromMilliseconds(31);

    /// <summary>Finds the double sale.</summary>
    [Simulation]
    public Task A_seat_is_sold_once(Simulation sim) => RushAsync(sim, "simple");

    /// <summary>Finds nothing.</summary>
    [Simulation]
    public Task The_safe_shop_sells_no_seat_twice(Simulation sim) => RushAsync(sim, "safe");

    /// <summary>Finds a seat that is given back while it is being paid for, which is rarer.</summary>
    [Simulation]
    public Task A_reservation_that_expires_is_not_paid(Simulation sim) => LastMinuteAsync(sim, "simple");

    /// <summary>Finds nothing.</summary>
    [Simulation]
    public Task The_safe_shop_takes_no_money_for_an_expired_reservation(Simulation sim) => LastMinuteAsync(sim, "safe");

    private static async Task RushAsync(Simulation sim, string reservations)
    {
        using Theater theater = await Theater.OpenAsync(sim, reservations);
        Task<Order?> alice = theater.NewCustomer("alice").BuyAsync(Seat);
        await Task.Delay(TimeSpan.FromMilliseconds(2));
        Task<Order?> bob = theater.NewCustomer("bob").BuyAsync(Seat);

        Expect.SoldOnce(Seat, await Task.WhenAll(alice, bob));
        await theater.CloseAsync();
    }

    private static async Task LastMinuteAsync(Simulation sim, string reservations)
    {
        using Theater theater = await Theater.OpenAsync(sim, reservations);
        Customer alice = theater.NewCustomer("alice");
        Reservation reservation = await alice.ReserveAsync(Seat) ?? throw new ExpectationException("Nobody else wanted the seat.");

        await Task.Delay(reservation.ExpiresAt - sim.Time.GetUtcNow() - LastMoment);
        Task<Order?> paid = alice.PayAsync(reservation);
        Task<Order?> bought = BuyLaterAsync(theater.NewCustomer("bob"));

        Expect.NotSoldTwice(Seat, await Task.WhenAll(paid, bought));
        await theater.CloseAsync();
    }

    private static async Task<Order?> BuyLaterAsync(Customer customer)
    {
        await Task.Delay(LastMoment + TimeSpan.FromMilliseconds(20));
        return await customer.BuyAsync(Seat);
    }
}
