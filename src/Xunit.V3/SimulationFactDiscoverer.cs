using Xunit.Sdk;
using Xunit.v3;

namespace Sim.Testing;

/// <summary>Makes one test of a method that is marked with <see cref="SimulationFactAttribute"/>. Made by xunit.</summary>
public sealed class SimulationFactDiscoverer : IXunitTestCaseDiscoverer
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        CaseDetails details = CaseDetails.Of(discoveryOptions, testMethod, factAttribute);
        return new([new SimulationTestCase(details)]);
    }
}
