namespace Sim;

/// <summary>The least is next; among equals, who came first.</summary>
internal sealed class PriorityStore<T>(IComparer<T> comparer) : ItemStore<T>
{
    private readonly PriorityQueue<T, (T Item, long Number)> _items = new(Comparer<(T Item, long Number)>.Create((left, right) =>
        comparer.Compare(left.Item, right.Item) is var order and not 0 ? order : left.Number.CompareTo(right.Number)));

    private long _number;

    public override int Count => _items.Count;

    public override void Add(T item) => _items.Enqueue(item, (item, ++_number));

    public override T Take() => _items.Dequeue();
}
