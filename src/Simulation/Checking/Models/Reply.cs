namespace Sim.Checking;

#pragma warning disable CA1000 // Which type is meant stands there once, in an alias of the test's: using Input = MapInput<string, int>.

/// <summary>What a register, map or queue answers: yes or no, or a value where it is asked for one.</summary>
public readonly record struct Reply<T>
{
    private Reply(bool isYes, bool hasValue, T? value) => (IsYes, HasValue, Value) = (isYes, hasValue, value);

    /// <summary>Whether it was done, or is there.</summary>
    public bool IsYes { get; }

    /// <summary>Whether there is a value.</summary>
    public bool HasValue { get; }

    /// <summary>The value that was asked for, if there is one.</summary>
    public T? Value { get; }

    /// <summary>Done; or it is there.</summary>
    public static Reply<T> Yes => new(true, false, default);

    /// <summary>Not done; or nothing is there.</summary>
    public static Reply<T> No => default;

    /// <summary>A value.</summary>
    public static Reply<T> Of(T value) => new(true, true, value);

    /// <inheritdoc />
    public override string ToString() => HasValue ? $"{Value}" : IsYes ? "yes" : "no";
}
