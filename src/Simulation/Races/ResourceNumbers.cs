namespace Sim;

/// <summary>Numbers the resources of a run in the order in which they are first touched, by identity.</summary>
/// <remarks>The dictionary is only ever asked, never enumerated: an identity's hash differs from process to process.</remarks>
internal sealed class ResourceNumbers
{
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly List<Type> _types = [];

    /// <summary>The number of a resource, from 1 on.</summary>
    public int Of(object resource)
    {
        if (!_numbers.TryGetValue(resource, out int number))
        {
            _types.Add(resource.GetType());
            number = _types.Count;
            _numbers.Add(resource, number);
        }

        return number;
    }

    /// <summary>The types of the resources, the first one's first.</summary>
    public Type[] Types => [.. _types];

    /// <summary>A run begins.</summary>
    public void Clear()
    {
        if (_types.Count > 0)
        {
            _numbers.Clear();
            _types.Clear();
        }
    }
}
