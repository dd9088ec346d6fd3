using System.Reflection;
using Xunit.Sdk;

namespace Sim.Testing;

/// <summary>A row of a theory's data.</summary>
internal sealed class TheoryRow
{
    /// <param name="method">The theory.</param>
    /// <param name="values">A value for every parameter but the first; fewer where the others are optional.</param>
    public TheoryRow(MethodInfo method, object[] values)
    {
        ParameterInfo[] parameters = method.GetParameters();
        object[] all = method.ResolveMethodArguments([null!, .. values]);
        Arguments = all.Length == parameters.Length ? Reflector.ConvertArguments(all, [.. parameters.Select(static parameter => parameter.ParameterType)]) : all;
        string name = Reflector.Wrap(method).GetDisplayNameWithArguments("", Arguments, null);
        Name = "(" + name[(name.IndexOf(',', StringComparison.Ordinal) + 2)..];
    }

    /// <summary>What the method takes, with nothing yet in the place of the simulation.</summary>
    public object[] Arguments { get; }

    /// <summary>What the method takes besides the simulation.</summary>
    public object[] Values => Arguments[1..];

    /// <summary>As xunit writes it behind a theory's name: <c>(seats: 2, name: "alice")</c>.</summary>
    public string Name { get; }

    /// <summary>Why the row is not to be run, or null.</summary>
    public string? SkipReason { get; private init; }

    /// <summary>All rows of a theory, in order.</summary>
    public static IEnumerable<TheoryRow> Of(MethodInfo method) =>
        from source in method.GetCustomAttributes<DataAttribute>()
        from row in source.GetData(method) ?? throw new ArgumentException($"The data of {TestName.Short(method.ReflectedType!, method)} is null: {source.GetType().Name} must give rows.")
        select new TheoryRow(method, row) { SkipReason = source.Skip };
}
