using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>What <see cref="Simulation.Yield"/> answers; to be awaited at once.</summary>
public readonly struct SimulationYield : ICriticalNotifyCompletion, IEquatable<SimulationYield>
{
    private readonly World? _world;
    private readonly object? _resource;
    private readonly bool _write;

    internal SimulationYield(World world, object resource, bool write)
    {
        _world = world;
        _resource = resource;
        _write = write;
    }

    /// <summary>Whether there is nothing to wait for: never.</summary>
    public bool IsCompleted => false;

    /// <summary>What <c>await</c> asks for: itself.</summary>
    public SimulationYield GetAwaiter() => this;

    /// <summary>The result: none.</summary>
    public void GetResult()
    {
    }

    /// <inheritdoc />
    public void OnCompleted(Action continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ExecutionContext? context = ExecutionContext.Capture();
        UnsafeOnCompleted(context is null ? continuation : () => ExecutionContext.Run(context, static state => ((Action)state!)(), continuation));
    }

    /// <inheritdoc />
    public void UnsafeOnCompleted(Action continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        if (_world is null)
        {
            throw new InvalidOperationException("This was made without a simulation: await what Simulation.Yield answers.");
        }

        _world.Yield(_resource!, _write, continuation);
    }

    /// <inheritdoc />
    public bool Equals(SimulationYield other) => ReferenceEquals(_world, other._world) && ReferenceEquals(_resource, other._resource) && _write == other._write;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is SimulationYield other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _resource is null ? 0 : RuntimeHelpers.GetHashCode(_resource);

    /// <summary>Whether both declare the same.</summary>
    public static bool operator ==(SimulationYield left, SimulationYield right) => left.Equals(right);

    /// <summary>Whether they declare something different.</summary>
    public static bool operator !=(SimulationYield left, SimulationYield right) => !left.Equals(right);
}
