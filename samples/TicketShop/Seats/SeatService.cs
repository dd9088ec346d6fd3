using TicketShop.Storage;

namespace TicketShop.Seats;

/// <summary>Tells what there is to be had.</summary>
public sealed class SeatService(IDocumentStore<string, Seat> seats)
{
    /// <summary>All seats, or the free ones only.</summary>
    public async Task<IReadOnlyList<Seat>> ListAsync(bool freeOnly, CancellationToken cancellationToken)
    {
        IReadOnlyList<Seat> all = await seats.ListAsync(cancellationToken);
        return freeOnly ? [.. all.Where(seat => seat.State == SeatState.Free)] : all;
    }

    /// <summary>A seat, or null if the hall has none of that name.</summary>
    public async Task<Seat?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await seats.FindAsync(id, cancellationToken))?.Value;
}
