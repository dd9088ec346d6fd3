namespace Sim;

/// <summary>Where a queue keeps its items: it says which is next.</summary>
internal abstract class ItemStore<T>
{
    public abstract int Count { get; }

    public abstract void Add(T item);

    /// <summary>Takes out the next; only where there is one.</summary>
    public abstract T Take();
}
