namespace TicketShop.Storage;

/// <summary>A store of documents: each is read and written as a whole, and carries a version that every write raises.</summary>
public interface IDocumentStore<TKey, TValue>
    where TKey : notnull
{
    /// <summary>The document as it is now, or null if there is none.</summary>
    Task<Document<TValue>?> FindAsync(TKey key, CancellationToken cancellationToken);

    /// <summary>All documents, in the order in which they were first written.</summary>
    Task<IReadOnlyList<TValue>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes a document, whatever was there before.</summary>
    Task SaveAsync(TKey key, TValue value, CancellationToken cancellationToken);

    /// <summary>Writes a document only if it still has the version that was read, and says whether it had.</summary>
    Task<bool> TrySaveAsync(TKey key, TValue value, long readVersion, CancellationToken cancellationToken);
}
