namespace OrderDesk.Orders;

/// <summary>What became of every order, in the order in which it was written down.</summary>
public sealed class OrderLedger(IJournal journal, TimeProvider time)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<LedgerEntry> _entries = [];

    /// <summary>Writes down that <paramref name="order"/> reached <paramref name="state"/>.</summary>
    public async Task AppendAsync(Order order, OrderState state)
    {
        await _gate.WaitAsync();
        try
        {
            LedgerEntry entry = new(order, state, time.GetUtcNow());
            await journal.WriteAsync(entry.ToString());
            _entries.Add(entry);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>All entries so far.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ReadAsync()
    {
        await _gate.WaitAsync();
        try
        {
            return [.. _entries];
        }
        finally
        {
            _gate.Release();
        }
    }
}
