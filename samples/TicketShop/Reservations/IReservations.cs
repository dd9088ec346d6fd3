namespace TicketShop.Reservations;

/// <summary>Keeps seats for customers until they have paid.</summary>
public interface IReservations
{
    /// <summary>The reservation as it stands, or null if there never was one.</summary>
    Task<Reservation?> FindAsync(int id, CancellationToken cancellationToken);

    /// <summary>Keeps a free seat for a customer.</summary>
    Task<ReserveResult> ReserveAsync(string seatId, string customer, CancellationToken cancellationToken);

    /// <summary>Makes the seat of an open reservation the customer's for good. False if the reservation is no longer open.</summary>
    Task<bool> TryCompleteAsync(Reservation reservation, CancellationToken cancellationToken);

    /// <summary>Gives the seat of an open reservation back. False if the reservation is no longer open.</summary>
    /// <param name="reservation">The reservation.</param>
    /// <param name="end">Whether it was canceled or has expired.</param>
    Task<bool> TryReleaseAsync(Reservation reservation, ReservationState end, CancellationToken cancellationToken);
}
