using System.Reflection;
using System.Runtime.CompilerServices;
using Sim.Testing;
using Xunit;
using Xunit.v3;

namespace Sim;

/// <summary>
/// Marks a method that takes a <see cref="Simulation"/> and returns a <see cref="Task"/> as a simulation and a test: it is run under
/// many schedules, and where one fails the test fails with its story and the line that replays it.
/// </summary>
/// <remarks>
/// Every run has a new instance of the test class; it is made and disposed of inside the run. Fixtures are made once, outside of
/// all runs. The simulations of a process run one at a time; other tests run beside them.
/// </remarks>
/// <param name="sourceFilePath">The file in which the method stands: the compiler gives it.</param>
/// <param name="sourceLineNumber">The line: the compiler gives it.</param>
[XunitTestCaseDiscoverer(typeof(SimulationFactDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public class SimulationFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber), ISimulationCases, ISimulationMark
{
    /// <inheritdoc cref="ExploreOptions.Runs" path="/summary" />
    /// <value>Default 0: 1,000 runs, or what the <c>sim</c> tool is told; up to 1,000,000,000.</value>
    public int Runs { get; set; }

    /// <summary>The seed of the first run; each further run has the next.</summary>
    /// <value>Default 0; any value.</value>
    public long Seed { get; set; }

    /// <inheritdoc cref="RunOptions.Strategy" path="/summary" />
    /// <value>Default: <c>portfolio</c>.</value>
    public string? Strategy { get; set; }

    /// <summary>The real time after which no further run starts, as <c>500ms</c>, <c>30s</c>, <c>1.5m</c> or <c>2h</c>.</summary>
    /// <value>Default: none; from 1ms to 8760h.</value>
    public string? Time { get; set; }

    /// <summary>A token to replay, as a story names it, instead of exploring.</summary>
    /// <value>Default: none.</value>
    public string? Replay { get; set; }

    /// <inheritdoc />
    IReadOnlyList<SimulationCase> ISimulationCases.MakeCases(Type type, MethodInfo method)
    {
        TestSignature.Require(method, "SimulationFact", takesData: false);
        return [new SimulationCase("", () => InstanceBody.WithFixtures(type, method, []))];
    }
}
