using System.Reflection;

namespace Sim;

/// <summary>
/// The body of a simulation that a test framework runs: in every run a new instance of the test class, made, initialized, called and
/// disposed of inside the run.
/// </summary>
internal abstract class TestBody
{
    private const BindingFlags Plain = BindingFlags.DoNotWrapExceptions;

    private readonly MethodInfo _method;
    private readonly ConstructorInfo? _constructor;
    private readonly object?[] _arguments;

    /// <param name="type">The test class.</param>
    /// <param name="method">The test method.</param>
    /// <param name="arguments">What the method takes besides the simulation.</param>
    protected TestBody(Type type, MethodInfo method, object?[] arguments)
    {
        _method = method;
        _arguments = arguments;
        _constructor = method.IsStatic ? null : TestClass.ConstructorOf(type);
    }

    /// <summary>Makes one run.</summary>
    public Task RunAsync(Simulation simulation)
    {
        object? instance = _constructor?.Invoke(Plain, null, ConstructorArguments(simulation), null);
        return instance is not null && HasLifetime(instance) ? LiveAsync(instance, simulation) : Call(instance, simulation);
    }

    /// <summary>What the constructor gets in this run.</summary>
    protected abstract object?[] ConstructorArguments(Simulation simulation);

    /// <summary>Whether there is something to await before the test method or after it.</summary>
    protected virtual bool HasLifetime(object instance) => instance is IAsyncDisposable or IDisposable;

    /// <summary>Awaited before the test method.</summary>
    protected virtual Task InitializeAsync(object instance) => Task.CompletedTask;

    /// <summary>Awaited after the test method, however it ended.</summary>
    protected virtual async Task DisposeAsync(object instance)
    {
        if (instance is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private Task Call(object? instance, Simulation simulation) => (Task)_method.Invoke(instance, Plain, null, [simulation, .. _arguments], null)!;

    private async Task LiveAsync(object instance, Simulation simulation)
    {
        try
        {
            await InitializeAsync(instance);
            await Call(instance, simulation);
        }
        finally
        {
            await DisposeAsync(instance);
        }
    }
}
