using System.Reflection;

namespace Sim;

/// <summary>Finds what makes properties.</summary>
internal static class PropertyEngines
{
    private const string Engine = "Sim.Testing.PropertyEngine, Sim.FsCheck";

    /// <summary>The property of a marked method.</summary>
    /// <exception cref="ArgumentException">The method cannot be a property, or the package is missing; the message says what to do.</exception>
    public static PropertyTest Make(MethodInfo method, string name, Func<object?[], TestBody> bodyOf, PropertySettings settings)
    {
        TestSignature.Require(method, "SimulationProperty", takesData: true);
        Type engine = Type.GetType(Engine) ?? throw new ArgumentException($"{TestName.Short(method.ReflectedType!, method)} is marked [SimulationProperty], whose inputs FsCheck makes: add the package Sim.FsCheck to the project.");
        var made = (IPropertyEngine)Activator.CreateInstance(engine, nonPublic: true)!;
        return made.Make(method, name, (simulation, values) => bodyOf(values).RunAsync(simulation), settings);
    }
}
