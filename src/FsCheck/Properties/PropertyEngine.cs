using System.Reflection;
using FsCheck;
using FsCheck.Fluent;

namespace Sim.Testing;

/// <summary>Makes properties for the test packages, which find it by its name.</summary>
internal sealed class PropertyEngine : IPropertyEngine
{
    /// <inheritdoc />
    public PropertyTest Make(MethodInfo method, string name, Func<Simulation, object?[], Task> call, PropertySettings settings)
    {
        IArbMap known = settings.Arbitrary.Aggregate(SimulationArbitraries.Map, static (map, type) => map.Merge(type));
        var options = new PropertyOptions { Name = name, Method = method, Seed = (ulong)settings.Seed, Inputs = settings.Counts.Inputs, Schedules = settings.Counts.Schedules, Arbitraries = known };
        options = settings.MaxSize == 0 ? options : options with { MaxSize = settings.MaxSize };
        var property = new CheckedProperty(method, call, null, options);
        return new PropertyTest(property.RunAsync, property.Inputs);
    }
}
