using OrderDesk.Orders;

namespace OrderDesk.Stock;

/// <summary>Keeps items for customers until they have paid.</summary>
public interface IReservations
{
    /// <summary>Keeps the order's items for its customer, or says that too few are left.</summary>
    Task<bool> TryReserveAsync(Order order);

    /// <summary>Gives the order's items back.</summary>
    Task ReleaseAsync(Order order);
}
