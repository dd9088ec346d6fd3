using OrderDesk.Orders;

namespace OrderDesk.Stock;

/// <summary>Reservations one at a time: nobody else looks at the shelf between a look and the promise it leads to.</summary>
public sealed class GuardedReservations(IReservations inner) : IReservations
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <inheritdoc />
    public async Task<bool> TryReserveAsync(Order order)
    {
        await _gate.WaitAsync();
        try
        {
            return await inner.TryReserveAsync(order);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(Order order)
    {
        await _gate.WaitAsync();
        try
        {
            await inner.ReleaseAsync(order);
        }
        finally
        {
            _gate.Release();
        }
    }
}
