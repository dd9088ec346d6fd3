namespace Sim;

/// <summary>
/// What is known of the steps of a run before they run, by the number that their tag carries (<see cref="StepTag.Item"/>). It
/// costs nothing in a run that declares nothing and tracks no chains.
/// </summary>
internal sealed class ItemTable
{
    private Item[] _items = [];

    /// <summary>One past the greatest number about which something is known.</summary>
    private int _end;

    /// <summary>Whether anything is known.</summary>
    public bool Any => _end > 0;

    /// <summary>Whether any step was declared to touch something.</summary>
    public bool AnyAccess { get; private set; }

    /// <summary>What the step was declared to touch.</summary>
    public Access AccessOf(int item) => item < _end ? _items[item].Access : default;

    /// <summary>The chain of the step; 0 where that is not known.</summary>
    public int ChainOf(int item) => item < _end ? _items[item].Chain : 0;

    public void Declare(int item, Access access)
    {
        At(item).Access = access;
        AnyAccess = true;
    }

    public void Assign(int item, int chain) => At(item).Chain = chain;

    /// <summary>A run begins.</summary>
    public void Clear()
    {
        Array.Clear(_items, 0, _end);
        _end = 0;
        AnyAccess = false;
    }

    private ref Item At(int item)
    {
        if (item >= _items.Length)
        {
            Array.Resize(ref _items, Math.Max(256, Math.Max(item + 1, _items.Length * 2)));
        }

        _end = Math.Max(_end, item + 1);
        return ref _items[item];
    }

    private struct Item
    {
        public int Chain;
        public Access Access;
    }
}
