using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Sim.Testing;

/// <summary>A row of a theory's data.</summary>
internal sealed class TheoryRow
{
    /// <param name="method">The theory.</param>
    /// <param name="row">A value for every parameter but the first; fewer where the others are optional.</param>
    public TheoryRow(MethodInfo method, ITheoryDataRow row)
        : this(method, method.ResolveMethodArguments([null, .. row.GetData()]))
    {
        Row = row;
    }

    /// <param name="method">The theory.</param>
    /// <param name="arguments">What it takes, with nothing yet in the place of the simulation.</param>
    public TheoryRow(MethodInfo method, object?[] arguments)
    {
        Arguments = arguments;
        string name = method.GetDisplayNameWithArguments("", arguments, null);
        Name = "(" + name[(name.IndexOf(',', StringComparison.Ordinal) + 2)..];
    }

    /// <summary>What the method takes, with nothing yet in the place of the simulation.</summary>
    public object?[] Arguments { get; }

    /// <summary>What the method takes besides the simulation.</summary>
    public object?[] Values => Arguments[1..];

    /// <summary>As xunit writes it behind a theory's name: <c>(seats: 2, name: "alice")</c>.</summary>
    public string Name { get; }

    /// <summary>Where the values are from, if they are not restored from text.</summary>
    public ITheoryDataRow? Row { get; }

    /// <summary>All rows of a theory, in order.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static async Task<IReadOnlyList<TheoryRow>> AllAsync(MethodInfo method, DisposalTracker used)
    {
        List<TheoryRow> rows = [];
        foreach (IDataAttribute source in method.GetCustomAttributes(inherit: true).OfType<IDataAttribute>())
        {
            if (source is ITypeAwareDataAttribute aware)
            {
                aware.MemberType ??= method.ReflectedType;
            }

            rows.AddRange((await source.GetData(method, used)).Select(row => new TheoryRow(method, row)));
        }

        return rows.Count > 0 ? rows : throw new ArgumentException($"No data found for {TestName.Short(method.ReflectedType!, method)}: a theory needs [InlineData], [MemberData] or another source of rows.");
    }
}
