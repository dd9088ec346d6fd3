namespace OrderDesk.Stock;

/// <summary>The last counts that the warehouse gave us, asked for anew every so often.</summary>
public sealed class StockCache(IStockStore store, TimeSpan every, Action<string> log)
{
    private readonly CancellationTokenSource _stop = new();
    private volatile IReadOnlyDictionary<string, int> _counts = new Dictionary<string, int>();
    private Task _refreshing = Task.CompletedTask;

    /// <summary>How many of <paramref name="item"/> had been delivered when the warehouse was last asked.</summary>
    public int Delivered(string item) => _counts.GetValueOrDefault(item);

    /// <summary>Asks for the first time, then goes on asking in the background.</summary>
    public async Task StartAsync()
    {
        await RefreshAsync();
        _refreshing = KeepRefreshingAsync();
    }

    /// <summary>Asks no more. The last counts stay.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _refreshing;
    }

    private async Task KeepRefreshingAsync()
    {
        using PeriodicTimer timer = new(every);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await RefreshAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            log("stock: no more refreshing");
        }
    }

    private async Task RefreshAsync()
    {
        IReadOnlyDictionary<string, int> counts = await store.CountDeliveriesAsync(_stop.Token);
        _counts = counts;
        log($"stock: {string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}"))}");
    }
}
