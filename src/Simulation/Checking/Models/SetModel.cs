namespace Sim.Checking;

#pragma warning disable CA1000 // Which type is meant stands there once, in an alias of the test's: using Input = MapInput<string, int>.

/// <summary>A set, empty at first; each element is judged by itself.</summary>
public sealed class SetModel<T> : Model<bool, SetInput<T>, bool>
    where T : notnull
{
    /// <inheritdoc />
    public override bool Initial => false;

    /// <inheritdoc />
    public override object PartitionOf(SetInput<T> input) => input.Element;

    /// <inheritdoc />
    public override (bool State, bool Output) Apply(bool state, SetInput<T> input) => input.Kind switch
    {
        SetAction.Contains => (state, state),
        SetAction.Add => (true, !state),
        _ => (false, state),
    };

    /// <inheritdoc />
    public override OperationRoles RolesOf(SetInput<T> input) => input.Kind == SetAction.Contains ? OperationRoles.Query : OperationRoles.Both;

    /// <inheritdoc />
    public override bool Reveals(SetInput<T> update, SetInput<T> query, bool seen) => update.Kind switch
    {
        SetAction.Add => query.Kind == SetAction.Add ? !seen : seen,
        SetAction.Remove => query.Kind == SetAction.Contains && !seen,
        _ => false,
    };

    /// <inheritdoc />
    public override string Describe(bool state) => state ? "there" : "absent";
}

/// <summary>What a set can be asked.</summary>
public enum SetAction
{
    /// <summary>Is the element there?</summary>
    Contains,

    /// <summary>It shall be there.</summary>
    Add,

    /// <summary>It shall not be there.</summary>
    Remove,
}

/// <summary>A question to a set.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Element">The element it is about.</param>
public readonly record struct SetInput<T>(SetAction Kind, T Element)
    where T : notnull
{
    /// <summary>Asks for an element. The answer: whether it is there.</summary>
    public static SetInput<T> Contains(T element) => new(SetAction.Contains, element);

    /// <summary>Adds an element. The answer: whether it was not there.</summary>
    public static SetInput<T> Add(T element) => new(SetAction.Add, element);

    /// <summary>Removes an element. The answer: whether it was there.</summary>
    public static SetInput<T> Remove(T element) => new(SetAction.Remove, element);

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        SetAction.Contains => $"contains {Element}",
        SetAction.Add => $"add {Element}",
        _ => $"remove {Element}",
    };
}
