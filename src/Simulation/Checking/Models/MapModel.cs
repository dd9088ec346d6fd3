namespace Sim.Checking;

#pragma warning disable CA1000 // Which type is meant stands there once, in an alias of the test's: using Input = MapInput<string, int>.

/// <summary>A map, empty at first; each key is judged by itself.</summary>
public sealed class MapModel<TKey, T> : Model<Reply<T>, MapInput<TKey, T>, Reply<T>>
    where TKey : notnull
{
    /// <inheritdoc />
    public override Reply<T> Initial => Reply<T>.No;

    /// <inheritdoc />
    public override object PartitionOf(MapInput<TKey, T> input) => input.Key;

    /// <inheritdoc />
    public override (Reply<T> State, Reply<T> Output) Apply(Reply<T> state, MapInput<TKey, T> input) => input.Kind switch
    {
        MapAction.Get => (state, state),
        MapAction.Put => (Reply<T>.Of(input.Value!), Reply<T>.Yes),
        MapAction.Remove => (Reply<T>.No, state.IsYes ? Reply<T>.Yes : Reply<T>.No),
        _ when state.IsYes && EqualityComparer<T>.Default.Equals(state.Value, input.Expected) => (Reply<T>.Of(input.Value!), Reply<T>.Yes),
        _ => (state, Reply<T>.No),
    };

    /// <inheritdoc />
    public override OperationRoles RolesOf(MapInput<TKey, T> input) => input.Kind switch
    {
        MapAction.Get => OperationRoles.Query,
        MapAction.Put => OperationRoles.Update,
        _ => OperationRoles.Both,
    };

    /// <inheritdoc />
    public override bool Reveals(MapInput<TKey, T> update, MapInput<TKey, T> query, Reply<T> seen) => query.Kind switch
    {
        MapAction.Get when !seen.IsYes => update.Kind == MapAction.Remove,
        MapAction.Get => Writes(update, seen.Value),
        MapAction.CompareAndSet => seen.IsYes && Writes(update, query.Expected),
        _ => false,
    };

    /// <inheritdoc />
    public override string Describe(Reply<T> state) => state.IsYes ? $"{state.Value}" : "absent";

    private static bool Writes(MapInput<TKey, T> update, T? value) =>
        update.Kind is MapAction.Put or MapAction.CompareAndSet && EqualityComparer<T>.Default.Equals(update.Value, value);
}

/// <summary>What a map can be asked.</summary>
public enum MapAction
{
    /// <summary>What is under the key?</summary>
    Get,

    /// <summary>A value shall be under the key.</summary>
    Put,

    /// <summary>Nothing shall be under the key.</summary>
    Remove,

    /// <summary>A value shall be under the key if what is expected is there.</summary>
    CompareAndSet,
}

/// <summary>A question to a map.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Key">The key it is about.</param>
/// <param name="Value">The value to be put there.</param>
/// <param name="Expected">The value that must be there before, of a compare-and-set.</param>
public readonly record struct MapInput<TKey, T>(MapAction Kind, TKey Key, T? Value = default, T? Expected = default)
    where TKey : notnull
{
    /// <summary>Asks for the value under a key. The answer: it, or no.</summary>
    public static MapInput<TKey, T> Get(TKey key) => new(MapAction.Get, key);

    /// <summary>Puts a value under a key. The answer: yes.</summary>
    public static MapInput<TKey, T> Put(TKey key, T value) => new(MapAction.Put, key, value);

    /// <summary>Removes what is under a key. The answer: whether there was something.</summary>
    public static MapInput<TKey, T> Remove(TKey key) => new(MapAction.Remove, key);

    /// <summary>Puts a value under a key where <paramref name="expected"/> is. The answer: whether it was there.</summary>
    public static MapInput<TKey, T> CompareAndSet(TKey key, T expected, T value) => new(MapAction.CompareAndSet, key, value, expected);

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        MapAction.Get => $"get {Key}",
        MapAction.Put => $"put {Key}={Value}",
        MapAction.Remove => $"remove {Key}",
        _ => $"put {Key}={Value} if {Expected}",
    };
}
