using System.Collections.Concurrent;
using OrderDesk.Stock;

namespace OrderDesk.InMemory;

/// <summary>A warehouse for demonstrations and tests.</summary>
public sealed class InMemoryStockStore(TimeSpan latency) : IStockStore
{
    private readonly ConcurrentDictionary<string, int> _delivered = new();

    /// <summary>A delivery arrives at the warehouse.</summary>
    public void Deliver(string item, int quantity) =>
        _delivered.AddOrUpdate(item, quantity, (_, delivered) => delivered + quantity);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, int>> CountDeliveriesAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(latency, cancellationToken);
        return new Dictionary<string, int>(_delivered);
    }
}
