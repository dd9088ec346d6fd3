using System.Reflection;

namespace Sim.Cli.Worker;

/// <summary>Turns a marked method into the body of a simulation: a new instance of its class for every run.</summary>
internal static class SimulationBody
{
    public static Func<Simulation, Task> Of(Type type, MethodInfo method)
    {
        Check(type, method);
        if (method.IsStatic)
        {
            return method.CreateDelegate<Func<Simulation, Task>>();
        }

        var maker = typeof(InstanceBody<>).MakeGenericType(type).GetConstructors()[0];
        return ((IInstanceBody)maker.Invoke([method])).RunAsync;
    }

    private static void Check(Type type, MethodInfo method)
    {
        var name = $"{type.FullName}.{method.Name}";
        var problem = SignatureProblem(method) ?? ClassProblem(type, method);
        if (problem is not null)
        {
            throw new WrongInputException(
                $"{name} is marked as a simulation, but {problem}. Declare it as `public Task {method.Name}(Simulation sim)`.");
        }
    }

    private static string? SignatureProblem(MethodInfo method) => method switch
    {
        { IsPublic: false } => "it is not public",
        { IsGenericMethodDefinition: true } => "it is generic",
        _ when !typeof(Task).IsAssignableFrom(method.ReturnType) => $"it returns {method.ReturnType.Name}, not Task",
        _ when method.GetParameters() is not [{ ParameterType: var only }] || only != typeof(Simulation) =>
            "it does not take exactly one parameter of type Simulation",
        _ => null,
    };

    private static string? ClassProblem(Type type, MethodInfo method)
    {
        if (type.ContainsGenericParameters)
        {
            return "its class is generic";
        }

        return method.IsStatic || (type.IsClass && type.GetConstructor(Type.EmptyTypes) is not null)
            ? null
            : "its class has no public parameterless constructor";
    }

    private interface IInstanceBody
    {
        Task RunAsync(Simulation simulation);
    }

    private sealed class InstanceBody<T>(MethodInfo method) : IInstanceBody
        where T : class, new()
    {
        private readonly Func<T, Simulation, Task> _call = method.CreateDelegate<Func<T, Simulation, Task>>();

        // The method's own task where nothing is to be disposed: a state machine here would be one more step in every trace.
        public Task RunAsync(Simulation simulation)
        {
            var instance = new T();
            return instance is IAsyncDisposable or IDisposable ? RunThenDisposeAsync(instance, simulation) : _call(instance, simulation);
        }

        private async Task RunThenDisposeAsync(T instance, Simulation simulation)
        {
            try
            {
                await _call(instance, simulation);
            }
            finally
            {
                await DisposeAsync(instance);
            }
        }

        private static ValueTask DisposeAsync(T instance)
        {
            if (instance is IAsyncDisposable asynchronous)
            {
                return asynchronous.DisposeAsync();
            }

            ((IDisposable)instance).Dispose();
            return default;
        }
    }
}
