using System.Reflection;
using Xunit.Sdk;

namespace Sim.Scenarios.IO.Machine;

/// <summary>Gives a theory the selectors.</summary>
public sealed class BothSelectorsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[SelectorKind.Own], [SelectorKind.Portable]];
}
