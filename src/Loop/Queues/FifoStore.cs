namespace Sim;

/// <summary>Who came first is next.</summary>
internal sealed class FifoStore<T> : ItemStore<T>
{
    private readonly Queue<T> _items = [];

    public override int Count => _items.Count;

    public override void Add(T item) => _items.Enqueue(item);

    public override T Take() => _items.Dequeue();
}
