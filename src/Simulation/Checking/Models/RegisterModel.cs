namespace Sim.Checking;

#pragma warning disable CA1000 // Which type is meant stands there once, in an alias of the test's: using Input = MapInput<string, int>.

/// <summary>A register: one value that is read, written, and compared and set.</summary>
/// <param name="initial">The value before the first write.</param>
public sealed class RegisterModel<T>(T initial) : Model<Reply<T>, RegisterInput<T>, Reply<T>>
{
    /// <inheritdoc />
    public override Reply<T> Initial { get; } = Reply<T>.Of(initial);

    /// <inheritdoc />
    public override (Reply<T> State, Reply<T> Output) Apply(Reply<T> state, RegisterInput<T> input) => input.Kind switch
    {
        RegisterAction.Read => (state, state),
        RegisterAction.Write => (Reply<T>.Of(input.Value!), Reply<T>.Yes),
        _ when EqualityComparer<T>.Default.Equals(state.Value, input.Expected) => (Reply<T>.Of(input.Value!), Reply<T>.Yes),
        _ => (state, Reply<T>.No),
    };

    /// <inheritdoc />
    public override OperationRoles RolesOf(RegisterInput<T> input) => input.Kind switch
    {
        RegisterAction.Read => OperationRoles.Query,
        RegisterAction.Write => OperationRoles.Update,
        _ => OperationRoles.Both,
    };

    /// <inheritdoc />
    public override bool Reveals(RegisterInput<T> update, RegisterInput<T> query, Reply<T> seen) =>
        update.Kind != RegisterAction.Read && query.Kind switch
        {
            RegisterAction.Read => EqualityComparer<T>.Default.Equals(update.Value, seen.Value),
            RegisterAction.CompareAndSet => seen.IsYes && EqualityComparer<T>.Default.Equals(update.Value, query.Expected),
            _ => false,
        };
}

/// <summary>What a register can be asked.</summary>
public enum RegisterAction
{
    /// <summary>What is the value?</summary>
    Read,

    /// <summary>The value shall be another.</summary>
    Write,

    /// <summary>The value shall be another if it is what is expected.</summary>
    CompareAndSet,
}

/// <summary>A question to a register.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Value">The value to be written.</param>
/// <param name="Expected">The value it must have before, of a compare-and-set.</param>
public readonly record struct RegisterInput<T>(RegisterAction Kind, T? Value = default, T? Expected = default)
{
    /// <summary>Asks for the value. The answer: it.</summary>
    public static RegisterInput<T> Read => new(RegisterAction.Read);

    /// <summary>Writes a value. The answer: yes.</summary>
    public static RegisterInput<T> Write(T value) => new(RegisterAction.Write, value);

    /// <summary>Writes a value if the present one is <paramref name="expected"/>. The answer: whether it was.</summary>
    public static RegisterInput<T> CompareAndSet(T expected, T value) => new(RegisterAction.CompareAndSet, value, expected);

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        RegisterAction.Read => "read",
        RegisterAction.Write => $"write {Value}",
        _ => $"set {Value} if {Expected}",
    };
}
