using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sim.Testing;

/// <summary>Makes one test of a method that is marked with <see cref="SimulationFactAttribute"/>. Made by xunit.</summary>
/// <param name="diagnosticMessageSink">Where xunit wants to hear of trouble.</param>
public sealed class SimulationFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc />
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new SimulationTestCase(diagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}
