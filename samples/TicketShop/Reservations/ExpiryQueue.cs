using System.Threading.Channels;

namespace TicketShop.Reservations;

/// <summary>The reservations that will expire, the next one first: all last equally long, so the oldest is the next.</summary>
public sealed class ExpiryQueue
{
    private readonly Channel<Reservation> _reservations =
        Channel.CreateUnbounded<Reservation>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Has a reservation expire at its time.</summary>
    public void Add(Reservation reservation) => _reservations.Writer.TryWrite(reservation);

    /// <summary>The reservations as they were added; waits for more until it is canceled.</summary>
    public IAsyncEnumerable<Reservation> ReadAllAsync(CancellationToken cancellationToken) =>
        _reservations.Reader.ReadAllAsync(cancellationToken);
}
