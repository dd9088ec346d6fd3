namespace Sim;

/// <summary>What marks a method as a simulation, whatever the test framework.</summary>
public interface ISimulationAttribute
{
    /// <summary>How many runs an exploration takes when nobody says otherwise; 0 leaves it to the tool.</summary>
    int Runs { get; }

    /// <summary>A token to replay instead of exploring, or null.</summary>
    string? Replay { get; }
}

/// <summary>
/// Marks a public method that takes a <see cref="Simulation"/> and returns a <see cref="Task"/> as a simulation, so that
/// the <c>sim</c> tool finds it. Its class needs a public parameterless constructor unless the method is static; a
/// class that is <see cref="IDisposable"/> or <see cref="IAsyncDisposable"/> is disposed after each run.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SimulationAttribute : Attribute, ISimulationAttribute
{
    /// <inheritdoc />
    public int Runs { get; init; }

    /// <inheritdoc />
    public string? Replay { get; init; }
}
