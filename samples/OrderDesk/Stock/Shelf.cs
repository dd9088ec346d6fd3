using System.Collections.Concurrent;
using OrderDesk.Orders;

namespace OrderDesk.Stock;

/// <summary>What was delivered minus what was promised.</summary>
public sealed class Shelf(StockCache cache)
{
    private readonly ConcurrentDictionary<string, int> _promised = new();

    /// <summary>How many of <paramref name="item"/> can still be promised.</summary>
    public int Left(string item) => cache.Delivered(item) - _promised.GetValueOrDefault(item);

    /// <summary>Promises the order's items to its customer.</summary>
    public void Hold(Order order) => Add(order.Item, order.Quantity);

    /// <summary>Takes the promise back.</summary>
    public void Release(Order order) => Add(order.Item, -order.Quantity);

    private void Add(string item, int quantity) =>
        _promised.AddOrUpdate(item, quantity, (_, promised) => promised + quantity);
}
