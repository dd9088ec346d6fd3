using System.Reflection;
using Xunit.Sdk;

namespace Sim.Scenarios.Loop;

/// <summary>Gives a theory both arms.</summary>
public sealed class BothArmsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Arm.Real], [Arm.Virtual]];
}
