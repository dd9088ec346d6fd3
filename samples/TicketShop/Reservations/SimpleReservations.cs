using TicketShop.Seats;
using TicketShop.Storage;

namespace TicketShop.Reservations;

/// <summary>Reservations as they were first written: look whether it may be done, then do it.</summary>
public sealed class SimpleReservations(
    IDocumentStore<string, Seat> seats,
    IDocumentStore<int, Reservation> reservations,
    ReservationFactory factory,
    ExpiryQueue expiry,
    ILogger<SimpleReservations> logger) : IReservations
{
    /// <inheritdoc />
    public async Task<Reservation?> FindAsync(int id, CancellationToken cancellationToken) =>
        (await reservations.FindAsync(id, cancellationToken))?.Value;

    /// <inheritdoc />
    public async Task<ReserveResult> ReserveAsync(string seatId, string customer, CancellationToken cancellationToken)
    {
        if (await seats.FindAsync(seatId, cancellationToken) is not { Value: var seat })
        {
            return new ReserveResult.NoSuchSeat();
        }

        if (seat.State != SeatState.Free)
        {
            logger.SeatIsTaken(customer, seat.Id);
            return new ReserveResult.Taken();
        }

        logger.SeatIsFree(customer, seat.Id);
        Reservation reservation = factory.Create(seat, customer);
        await seats.SaveAsync(seat.Id, seat.HeldFor(reservation.Id), cancellationToken);
        logger.SeatReserved(customer, seat.Id);

        // The seat is held now. Whether or not the customer still listens, there must be a reservation that can expire.
        await reservations.SaveAsync(reservation.Id, reservation, CancellationToken.None);
        expiry.Add(reservation);
        return new ReserveResult.Reserved(reservation);
    }

    /// <inheritdoc />
    public async Task<bool> TryCompleteAsync(Reservation reservation, CancellationToken cancellationToken)
    {
        if (!await IsOpenAsync(reservation, cancellationToken))
        {
            return false;
        }

        await EndAsync(reservation, ReservationState.Paid, seat => seat.SoldTo(reservation.Id));
        logger.SeatSold(reservation.Customer, reservation.Seat);
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> TryReleaseAsync(Reservation reservation, ReservationState end, CancellationToken cancellationToken)
    {
        if (!await IsOpenAsync(reservation, cancellationToken))
        {
            return false;
        }

        await EndAsync(reservation, end, seat => seat.Freed());
        logger.SeatGivenBack(reservation.Customer, reservation.Seat, end.InWords());
        return true;
    }

    private async Task<bool> IsOpenAsync(Reservation reservation, CancellationToken cancellationToken) =>
        await FindAsync(reservation.Id, cancellationToken) is { State: ReservationState.Open };

    /// <summary>Ends the reservation and then changes its seat; not canceled in between, or the seat would be nobody's to free.</summary>
    private async Task EndAsync(Reservation reservation, ReservationState end, Func<Seat, Seat> change)
    {
        await reservations.SaveAsync(reservation.Id, reservation with { State = end }, CancellationToken.None);
        if (await seats.FindAsync(reservation.Seat, CancellationToken.None) is { Value: var seat })
        {
            await seats.SaveAsync(seat.Id, change(seat), CancellationToken.None);
        }
    }
}
