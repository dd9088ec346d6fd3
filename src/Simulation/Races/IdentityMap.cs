using System.Runtime.InteropServices;

namespace Sim;

/// <summary>
/// Numbers by the identity of objects, asked for and never enumerated. The runtime makes an object's hash when it is first asked for, which costs more
/// than all else about a chain, and most runs have few: up to <see cref="Few"/> are found by looking at them all.
/// </summary>
internal sealed class IdentityMap
{
    private const int Few = 16;

    private readonly object?[] _keys = new object?[Few];
    private readonly int[] _values = new int[Few];
    private readonly Dictionary<object, int> _rest = new(ReferenceEqualityComparer.Instance);
    private int _count;

    /// <summary>The number of an object; 0 where it has none.</summary>
    public int Of(object key)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_keys[i], key))
            {
                return _values[i];
            }
        }

        return _rest.Count == 0 ? 0 : _rest.GetValueOrDefault(key);
    }

    /// <summary>Gives an object a number, in place of the one that it may have.</summary>
    public void Set(object key, int value)
    {
        int i = _count;
        while (--i >= 0 && !ReferenceEquals(_keys[i], key))
        {
        }

        if (i >= 0)
        {
            _values[i] = value;
        }
        else if (_count < Few)
        {
            _keys[_count] = key;
            _values[_count++] = value;
        }
        else
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_rest, key, out _) = value;
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_keys, 0, _count);
        _count = 0;
        if (_rest.Count > 0)
        {
            _rest.Clear();
        }
    }
}
