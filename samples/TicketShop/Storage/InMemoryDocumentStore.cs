namespace TicketShop.Storage;

/// <summary>A store in memory that takes its time, as one at the other end of a cable would.</summary>
public sealed class InMemoryDocumentStore<TKey, TValue>(TimeSpan latency, TimeProvider time) : IDocumentStore<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<TKey, Document<TValue>> _documents = [];

    /// <summary>Puts documents in before the store is opened.</summary>
    public InMemoryDocumentStore<TKey, TValue> With(IEnumerable<TValue> values, Func<TValue, TKey> key)
    {
        foreach (TValue value in values)
        {
            _documents.Add(key(value), new Document<TValue>(value, 1));
        }

        return this;
    }

    /// <inheritdoc />
    public async Task<Document<TValue>?> FindAsync(TKey key, CancellationToken cancellationToken)
    {
        await Task.Delay(latency, time, cancellationToken);
        lock (_lock)
        {
            return _documents.GetValueOrDefault(key);
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<TValue>> ListAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(latency, time, cancellationToken);
        lock (_lock)
        {
            return [.. _documents.Values.Select(document => document.Value)];
        }
    }

    /// <inheritdoc />
    public async Task SaveAsync(TKey key, TValue value, CancellationToken cancellationToken)
    {
        await Task.Delay(latency, time, cancellationToken);
        lock (_lock)
        {
            _documents[key] = new Document<TValue>(value, VersionOf(key) + 1);
        }
    }

    /// <inheritdoc />
    public async Task<bool> TrySaveAsync(TKey key, TValue value, long readVersion, CancellationToken cancellationToken)
    {
        await Task.Delay(latency, time, cancellationToken);
        lock (_lock)
        {
            if (VersionOf(key) != readVersion)
            {
                return false;
            }

            _documents[key] = new Document<TValue>(value, readVersion + 1);
            return true;
        }
    }

    private long VersionOf(TKey key) => _documents.TryGetValue(key, out Document<TValue>? document) ? document.Version : 0;
}
