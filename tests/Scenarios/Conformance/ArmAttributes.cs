using System.Reflection;
using Xunit.Sdk;

namespace Sim.Scenarios.Conformance;

/// <summary>Gives a theory the arms on which a loop's order of callbacks holds.</summary>
public sealed class AllArmsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[ArmKind.Real], [ArmKind.Nested], [ArmKind.World]];
}

/// <summary>Gives a theory the arms on which the loop is the body's own, and may be given options, stopped and closed.</summary>
public sealed class RealAndNestedAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[ArmKind.Real], [ArmKind.Nested]];
}

/// <summary>Gives a theory all arms, for what holds under every order of what is ready.</summary>
public sealed class EveryOrderAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[ArmKind.Real], [ArmKind.Nested], [ArmKind.World], [ArmKind.Pool]];
}
