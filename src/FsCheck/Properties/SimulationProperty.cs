using FsCheck;
using Sim.Inputs;

namespace Sim;

/// <summary>
/// Checks properties of asynchronous code over inputs times schedules: FsCheck makes the inputs, the simulation the schedules. What fails is shrunk in both
/// at once, and told with one token that replays both.
/// </summary>
/// <remarks>
/// A property is an asynchronous method or lambda; it fails where a simulation's body fails, and where it returns <c>Task&lt;bool&gt;</c> and answers false.
/// Each run gets an input of its own, so it may change it. For any test framework: <c>SimulationProperty.Check(...).ThrowIfFailed()</c>.
/// </remarks>
public static class SimulationProperty
{
    /// <summary>Checks a property over the values of <paramref name="inputs"/>.</summary>
    /// <typeparam name="T">What the property takes.</typeparam>
    /// <param name="inputs">How inputs are made and shrunk.</param>
    /// <param name="property">What should hold.</param>
    /// <param name="options">How many inputs and schedules, and how runs go.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the token to replay is damaged or of another property.</exception>
    /// <exception cref="PlatformNotSupportedException">This runtime cannot be captured.</exception>
    /// <exception cref="ReplayDivergedException">There is a token to replay, and the program no longer does what it recorded.</exception>
    public static PropertyReport Check<T>(Arbitrary<T> inputs, Func<Simulation, T, Task> property, PropertyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Check(property, (simulation, values) => property(simulation, (T)values[0]!), Parameters.Of(inputs), options);
    }

    /// <summary>Checks a property over all values that FsCheck makes of the type.</summary>
    /// <inheritdoc cref="Check{T}(Arbitrary{T}, Func{Simulation, T, Task}, PropertyOptions?)"/>
    public static PropertyReport Check<T>(Func<Simulation, T, Task> property, PropertyOptions? options = null) =>
        Check(property, (simulation, values) => property(simulation, (T)values[0]!), null, options);

    /// <summary>Checks a property over all values that FsCheck makes of two types.</summary>
    /// <inheritdoc cref="Check{T}(Arbitrary{T}, Func{Simulation, T, Task}, PropertyOptions?)"/>
    public static PropertyReport Check<T1, T2>(Func<Simulation, T1, T2, Task> property, PropertyOptions? options = null) =>
        Check(property, (simulation, values) => property(simulation, (T1)values[0]!, (T2)values[1]!), null, options);

    /// <summary>Checks a property over all values that FsCheck makes of three types.</summary>
    /// <inheritdoc cref="Check{T}(Arbitrary{T}, Func{Simulation, T, Task}, PropertyOptions?)"/>
    public static PropertyReport Check<T1, T2, T3>(Func<Simulation, T1, T2, T3, Task> property, PropertyOptions? options = null) =>
        Check(property, (simulation, values) => property(simulation, (T1)values[0]!, (T2)values[1]!, (T3)values[2]!), null, options);

    private static PropertyReport Check(Delegate property, Func<Simulation, object?[], Task> call, Arbitrary<object?[]>? values, PropertyOptions? options)
    {
        ArgumentNullException.ThrowIfNull(property);
        return new CheckedProperty(property.Method, call, values, options ?? new PropertyOptions()).Check();
    }
}
