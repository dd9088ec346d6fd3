using System.Reflection;

namespace Sim;

/// <summary>Says what is wrong with a method that is marked as a simulation.</summary>
internal static class TestSignature
{
    /// <param name="method">The method.</param>
    /// <param name="mark">How it is marked: <c>SimulationFact</c>.</param>
    /// <param name="takesData">Whether rows of data give it further arguments.</param>
    /// <exception cref="ArgumentException">It cannot be a simulation; the message says why, and how to declare it.</exception>
    public static void Require(MethodInfo method, string mark, bool takesData)
    {
        if (Problem(method, takesData) is { } problem)
        {
            string more = takesData ? ", ..." : "";
            throw new ArgumentException(
                $"{TestName.Short(method.ReflectedType ?? method.DeclaringType!, method)} is marked [{mark}], but {problem}. Declare it as `public async Task {method.Name}(Simulation sim{more})`.");
        }
    }

    private static string? Problem(MethodInfo method, bool takesData)
    {
        ParameterInfo[] parameters = method.GetParameters();
        return method switch
        {
            { IsGenericMethodDefinition: true } => "it is generic",
            { DeclaringType.ContainsGenericParameters: true } => "its class is generic",
            _ when !typeof(Task).IsAssignableFrom(method.ReturnType) => $"it returns {method.ReturnType.Name}, not Task",
            _ when parameters.Length == 0 || parameters[0].ParameterType != typeof(Simulation) => "its first parameter is not of type Simulation",
            _ when parameters.Length > 1 && !takesData => "it takes more than a Simulation; rows of data are for [SimulationTheory]",
            _ when parameters.Length == 1 && takesData => "it takes no data; without data it is a [SimulationFact]",
            _ => null,
        };
    }
}
