using System.Reflection;
using System.Runtime.CompilerServices;
using Sim.Testing;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Sim;

/// <summary>
/// Marks a method that takes a <see cref="Simulation"/> and further parameters, and returns a <see cref="Task"/>, as a simulation for each
/// row of its data: <c>[InlineData]</c>, <c>[MemberData]</c>, <c>[ClassData]</c> or any other. A row has a value for every parameter but the first.
/// </summary>
/// <inheritdoc cref="SimulationFactAttribute" path="/remarks" />
/// <param name="sourceFilePath">The file in which the method stands: the compiler gives it.</param>
/// <param name="sourceLineNumber">The line: the compiler gives it.</param>
[XunitTestCaseDiscoverer(typeof(SimulationTheoryDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public class SimulationTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber), ISimulationCases, ISimulationMark
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
        return [.. TheoryRow.AllAsync(method, new DisposalTracker()).GetAwaiter().GetResult().Select(row => new SimulationCase(row.Name, () => InstanceBody.WithFixtures(type, method, row.Values)))];
    }
}
