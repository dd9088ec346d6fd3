using TicketShop.Seats;
using TicketShop.Storage;

namespace TicketShop.Reservations;

/// <summary>
/// Reservations that hold however many are made at once. The seat alone says whose it is, and it is written only if nobody
/// has written it since it was read: of two that want to change it one does, and the other learns that it did not.
/// </summary>
public sealed class SafeReservations(
    IDocumentStore<string, Seat> seats,
    IDocumentStore<int, Reservation> reservations,
    ReservationFactory factory,
    ExpiryQueue expiry,
    ILogger<SafeReservations> logger) : IReservations
{
    /// <inheritdoc />
    public async Task<Reservation?> FindAsync(int id, CancellationToken cancellationToken) =>
        (await reservations.FindAsync(id, cancellationToken))?.Value;

    /// <inheritdoc />
    public async Task<ReserveResult> ReserveAsync(string seatId, string customer, CancellationToken cancellationToken)
    {
        if (await seats.FindAsync(seatId, cancellationToken) is not { Value: var seat, Version: long version })
        {
            return new ReserveResult.NoSuchSeat();
        }

        if (seat.State != SeatState.Free)
        {
            return Taken(seat, customer);
        }

        logger.SeatIsFree(customer, seat.Id);
        Reservation reservation = factory.Create(seat, customer);
        if (!await seats.TrySaveAsync(seat.Id, seat.HeldFor(reservation.Id), version, cancellationToken))
        {
            return Taken(seat, customer);
        }

        logger.SeatReserved(customer, seat.Id);

        // The seat is held now. Whether or not the customer still listens, there must be a reservation that can expire.
        await reservations.SaveAsync(reservation.Id, reservation, CancellationToken.None);
        expiry.Add(reservation);
        return new ReserveResult.Reserved(reservation);
    }

    /// <inheritdoc />
    public async Task<bool> TryCompleteAsync(Reservation reservation, CancellationToken cancellationToken)
    {
        bool done = await TryEndAsync(reservation, ReservationState.Paid, seat => seat.SoldTo(reservation.Id), cancellationToken);
        if (done)
        {
            logger.SeatSold(reservation.Customer, reservation.Seat);
        }

        return done;
    }

    /// <inheritdoc />
    public async Task<bool> TryReleaseAsync(Reservation reservation, ReservationState end, CancellationToken cancellationToken)
    {
        bool done = await TryEndAsync(reservation, end, seat => seat.Freed(), cancellationToken);
        if (done)
        {
            logger.SeatGivenBack(reservation.Customer, reservation.Seat, end.InWords());
        }

        return done;
    }

    private ReserveResult.Taken Taken(Seat seat, string customer)
    {
        logger.SeatIsTaken(customer, seat.Id);
        return new ReserveResult.Taken();
    }

    /// <summary>Changes the seat if it is still held for the reservation, and then writes down how that ended.</summary>
    private async Task<bool> TryEndAsync(Reservation reservation, ReservationState end, Func<Seat, Seat> change, CancellationToken cancellationToken)
    {
        if (await seats.FindAsync(reservation.Seat, cancellationToken) is not { Value: var seat, Version: long version }
            || !seat.IsHeldFor(reservation.Id)
            || !await seats.TrySaveAsync(seat.Id, change(seat), version, cancellationToken))
        {
            return false;
        }

        await reservations.SaveAsync(reservation.Id, reservation with { State = end }, CancellationToken.None);
        return true;
    }
}
