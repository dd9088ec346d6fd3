using System.Reflection;
using Xunit;

namespace Sim.Testing;

/// <summary>A simulation's body as xunit knows tests: a test class with fixtures, output and an asynchronous lifetime.</summary>
internal sealed class InstanceBody : TestBody
{
    private readonly object?[] _constructorArguments;

    /// <param name="type">The test class.</param>
    /// <param name="method">The test method.</param>
    /// <param name="constructorArguments">What xunit gives to the constructor; it may give functions that make it.</param>
    /// <param name="arguments">What the method takes besides the simulation.</param>
    public InstanceBody(Type type, MethodInfo method, object?[] constructorArguments, object?[] arguments)
        : base(type, method, arguments)
    {
        _constructorArguments = method.IsStatic ? [] : [.. TestClass.ConstructorOf(type).GetParameters().Zip(constructorArguments, Argument)];
    }

    /// <summary>A body with fixtures of its own, for where xunit does not run.</summary>
    public static Func<Simulation, Task> WithFixtures(Type type, MethodInfo method, object?[] arguments) =>
        new InstanceBody(type, method, method.IsStatic ? [] : Fixtures.For(type), arguments).RunAsync;

    /// <summary>Bodies with fixtures of their own, which they share, one for each input of a property.</summary>
    public static Func<object?[], TestBody> OfInputs(Type type, MethodInfo method)
    {
        object?[] constructorArguments = method.IsStatic ? [] : Fixtures.For(type);
        return values => new InstanceBody(type, method, constructorArguments, values);
    }

    /// <inheritdoc />
    protected override object?[] ConstructorArguments(Simulation simulation) =>
        [.. _constructorArguments.Select(argument => argument is OutputOfRun ? new RunOutput(simulation) : argument)];

    /// <inheritdoc />
    protected override bool HasLifetime(object instance) => instance is IAsyncLifetime || base.HasLifetime(instance);

    /// <inheritdoc />
    protected override Task InitializeAsync(object instance) => instance is IAsyncLifetime lifetime ? lifetime.InitializeAsync().AsTask() : Task.CompletedTask;

    private static object? Argument(ParameterInfo parameter, object? given) =>
        parameter.ParameterType == typeof(ITestOutputHelper) ? new OutputOfRun()
        : given is Delegate made && made.GetType() == typeof(Func<>).MakeGenericType(parameter.ParameterType) ? made.DynamicInvoke()
        : given;

    /// <summary>Stands for the output until a run has its own.</summary>
    private sealed class OutputOfRun;
}
