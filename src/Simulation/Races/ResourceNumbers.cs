using System.Globalization;

namespace Sim;

/// <summary>
/// Numbers the resources of a run in the order in which they are first touched: objects by identity, texts and numbers by what they say.
/// </summary>
/// <remarks>The dictionary is only ever asked, never enumerated: an identity's hash differs from process to process.</remarks>
internal sealed class ResourceNumbers
{
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, int> _plain = [];
    private readonly List<object> _all = [];

    /// <summary>How many there were when the run could first go either way; all of them until then.</summary>
    private int _beginning = int.MaxValue;

    /// <summary>The number of a resource, from 1 on.</summary>
    public int Of(object resource)
    {
        Dictionary<object, int> numbers = IsPlain(resource) ? _plain : _numbers;
        if (!numbers.TryGetValue(resource, out int number))
        {
            _all.Add(resource);
            number = _all.Count;
            numbers.Add(resource, number);
        }

        return number;
    }

    /// <summary>The resources in words, the first one's first: what a text or a number says, else the type.</summary>
    public string[] Names => [.. _all.Select(static resource => IsPlain(resource) ? Text(resource) : MethodNames.Format(resource.GetType()))];

    /// <summary>From now on the run can go either way: what is touched first from now on has a number that tells nothing in another run.</summary>
    public void EndBeginning() => _beginning = Math.Min(_beginning, _all.Count);

    /// <summary>
    /// What a resource is known by in every run: a text or a number by what it says, an object by when it was touched first, if
    /// that was before the run could go either way; else 0.
    /// </summary>
    public ulong KeyOf(int number)
    {
        object resource = _all[number - 1];
        return IsPlain(resource) ? TextHash.Of($"{resource.GetType().FullName} {Text(resource)}") | 2
            : number <= _beginning ? ((ulong)number << 8) | 4 : 0;
    }

    /// <summary>A run begins.</summary>
    public void Clear()
    {
        _beginning = int.MaxValue;
        if (_all.Count > 0)
        {
            _numbers.Clear();
            _plain.Clear();
            _all.Clear();
        }
    }

    private static bool IsPlain(object resource) => resource is IConvertible;

    private static string Text(object resource) => Convert.ToString(resource, CultureInfo.InvariantCulture)!;
}
