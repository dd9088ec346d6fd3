namespace Sim;

/// <summary>
/// What was acquired, until the end of a using block: <c>using (await mutex.AcquireAsync()) { ... }</c>. A small value that allocates nothing;
/// dispose it once.
/// </summary>
public readonly struct AcquiredScope : IDisposable, IEquatable<AcquiredScope>
{
    private readonly IAcquirable? _acquired;

    internal AcquiredScope(IAcquirable acquired)
    {
        _acquired = acquired;
    }

    /// <summary>Releases it; does nothing for <c>default</c>.</summary>
    /// <exception cref="InvalidOperationException">It was released already.</exception>
    public void Dispose() => _acquired?.Release();

    /// <inheritdoc />
    public bool Equals(AcquiredScope other) => ReferenceEquals(_acquired, other._acquired);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is AcquiredScope other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _acquired?.GetHashCode() ?? 0;

    /// <summary>Whether both release the same.</summary>
    public static bool operator ==(AcquiredScope left, AcquiredScope right) => left.Equals(right);

    /// <summary>Whether they release different things.</summary>
    public static bool operator !=(AcquiredScope left, AcquiredScope right) => !left.Equals(right);
}
