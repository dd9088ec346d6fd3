using System.Reflection;
using Sim.Testing;
using Xunit;
using Xunit.Sdk;

namespace Sim;

/// <summary>
/// Marks a method that takes a <see cref="Simulation"/> and further parameters, and returns a <see cref="Task"/>, as a simulation for each
/// row of its data: <c>[InlineData]</c>, <c>[MemberData]</c>, <c>[ClassData]</c> or any other. A row has a value for every parameter but the first.
/// </summary>
/// <inheritdoc cref="SimulationFactAttribute" path="/remarks" />
[XunitTestCaseDiscoverer("Sim.Testing." + nameof(SimulationTheoryDiscoverer), "Sim.Xunit")]
[AttributeUsage(AttributeTargets.Method)]
public class SimulationTheoryAttribute : FactAttribute, ISimulationCases, ISimulationMark
{
    /// <inheritdoc cref="SimulationFactAttribute.Runs" />
    public int Runs { get; set; }

    /// <inheritdoc cref="SimulationFactAttribute.Seed" />
    public long Seed { get; set; }

    /// <inheritdoc cref="SimulationFactAttribute.Strategy" />
    public string? Strategy { get; set; }

    /// <inheritdoc cref="SimulationFactAttribute.Time" />
    public string? Time { get; set; }

    /// <summary>A token to replay, as a story names it: the row that it was made with is replayed, all others are explored as ever.</summary>
    /// <value>Default: none.</value>
    public string? Replay { get; set; }

    /// <inheritdoc />
    IReadOnlyList<SimulationCase> ISimulationCases.MakeCases(Type type, MethodInfo method)
    {
        TestSignature.Require(method, "SimulationTheory", takesData: true);
        return [.. TheoryRow.Of(method).Select(row => new SimulationCase(row.Name, () => InstanceBody.WithFixtures(type, method, row.Values)))];
    }
}
