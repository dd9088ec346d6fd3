using OrderDesk.Orders;

namespace OrderDesk.Stock;

/// <summary>
/// Reservations that survive a crash: each is written to the journal before it counts, so that a restart may find one
/// too many, never one too few.
/// </summary>
public sealed class JournaledReservations(Shelf shelf, IJournal journal, Action<string> log) : IReservations
{
    /// <inheritdoc />
    public async Task<bool> TryReserveAsync(Order order)
    {
        int left = shelf.Left(order.Item);
        log($"{order.Customer}: {left} left of {order.Item}");
        if (left < order.Quantity)
        {
            return false;
        }

        await journal.WriteAsync($"reserve {order.Quantity} {order.Item} for {order}");
        shelf.Hold(order);
        log($"{order.Customer}: {order.Item} reserved ({shelf.Left(order.Item)} left)");
        return true;
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(Order order)
    {
        await journal.WriteAsync($"release {order.Quantity} {order.Item} of {order}");
        shelf.Release(order);
        log($"{order.Customer}: {order.Item} given back ({shelf.Left(order.Item)} left)");
    }
}
