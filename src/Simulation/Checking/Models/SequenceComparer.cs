namespace Sim.Checking;

/// <summary>Compares lists by what they hold, in order: for models whose state is a list.</summary>
public sealed class SequenceComparer<T> : IEqualityComparer<IReadOnlyList<T>>
{
    /// <inheritdoc />
    public bool Equals(IReadOnlyList<T>? x, IReadOnlyList<T>? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

    /// <inheritdoc />
    public int GetHashCode(IReadOnlyList<T> obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        var hash = new HashCode();
        foreach (T item in obj)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}
