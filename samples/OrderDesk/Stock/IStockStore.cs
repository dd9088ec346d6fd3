namespace OrderDesk.Stock;

/// <summary>The warehouse's own system, slow and far away.</summary>
public interface IStockStore
{
    /// <summary>
    /// How many of each item have been delivered since the warehouse opened. The number only grows: what was promised
    /// to customers is the desk's business.
    /// </summary>
    Task<IReadOnlyDictionary<string, int>> CountDeliveriesAsync(CancellationToken cancellationToken);
}
