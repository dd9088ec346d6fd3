using System.Reflection;
using System.Runtime.CompilerServices;
using Sim.Testing;
using Xunit;
using Xunit.v3;

namespace Sim;

/// <summary>
/// Marks a method that takes a <see cref="Simulation"/> and further parameters, and returns a <see cref="Task"/>, as a property: FsCheck makes values for the
/// parameters, each input is run under many schedules, and where one fails, input and schedule are shrunk together. The test project needs the package <c>Sim.FsCheck</c>.
/// </summary>
/// <remarks>
/// One token carries the input and the schedule. A method that returns <c>Task&lt;bool&gt;</c> fails by answering false, too. The <c>sim</c> tool runs each of its runs with
/// another input, and shrinks the schedule alone.
/// </remarks>
/// <param name="sourceFilePath">The file in which the method stands: the compiler gives it.</param>
/// <param name="sourceLineNumber">The line: the compiler gives it.</param>
[XunitTestCaseDiscoverer(typeof(SimulationFactDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public class SimulationPropertyAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber), ISimulationCases, ISimulationMark
{
    /// <summary>How many inputs are made, small ones first.</summary>
    /// <value>Default 0: 100; up to 1,000,000.</value>
    public int Inputs { get; set; }

    /// <summary>Under how many schedules each input is run.</summary>
    /// <value>Default 0: 10; up to 1,000,000.</value>
    public int Schedules { get; set; }

    /// <summary>The size of the last input, as FsCheck understands sizes.</summary>
    /// <value>Default 0: 100; up to 1,000,000.</value>
    public int MaxSize { get; set; }

    /// <summary>Types whose static members of type <c>Arbitrary&lt;T&gt;</c> say how values are made and shrunk, before what FsCheck knows by itself; the last goes first.</summary>
    /// <value>Default: none.</value>
    public Type[] Arbitrary { get; set; } = [];

    /// <summary>The seed of inputs and schedules.</summary>
    /// <value>Default 0; any value.</value>
    public long Seed { get; set; }

    /// <inheritdoc cref="SimulationFactAttribute.Strategy" />
    public string? Strategy { get; set; }

    /// <summary>The real time after which no further input is run, as <c>500ms</c>, <c>30s</c>, <c>1.5m</c> or <c>2h</c>.</summary>
    /// <value>Default: none; from 1ms to 8760h.</value>
    public string? Time { get; set; }

    /// <summary>A token to replay, as a story names it, instead of exploring: it carries the input and the schedule.</summary>
    /// <value>Default: none.</value>
    public string? Replay { get; set; }

    /// <inheritdoc />
    int ISimulationAttribute.Runs => (Inputs == 0 ? 100 : Inputs) * (Schedules == 0 ? 10 : Schedules);

    /// <inheritdoc />
    TestSettings ISimulationMark.Settings => new("SimulationProperty", 0, Seed, Strategy, Time, Replay) { Property = Settings };

    private PropertySettings Settings => new(Inputs, Schedules, MaxSize, Seed, Arbitrary);

    /// <inheritdoc />
    IReadOnlyList<SimulationCase> ISimulationCases.MakeCases(Type type, MethodInfo method)
    {
        PropertyTest property = PropertyEngines.Make(method, TestName.Of(type, method), InstanceBody.OfInputs(type, method), Settings);
        return [new SimulationCase("", () => property.Body)];
    }
}
