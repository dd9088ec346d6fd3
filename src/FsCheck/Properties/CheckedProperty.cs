using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Sim.Inputs;

namespace Sim;

/// <summary>A property, ready to be explored or replayed.</summary>
internal sealed class CheckedProperty
{
    private readonly Func<Simulation, object?[], Task> _call;
    private readonly GeneratedInputs _inputs;
    private readonly PropertyOptions _options;

    /// <param name="method">The method that is written down as the property: the first parameter is the simulation.</param>
    /// <param name="call">Calls it.</param>
    /// <param name="values">What its other parameters may be, or null for what their types may be.</param>
    /// <param name="options">How it is explored.</param>
    /// <exception cref="ArgumentException">FsCheck knows no values of a type, or an option is out of range.</exception>
    public CheckedProperty(MethodInfo method, Func<Simulation, object?[], Task> call, Arbitrary<object?[]>? values, PropertyOptions options)
    {
        options.Check();
        ParameterInfo[] parameters = method.GetParameters()[1..];
        values ??= Parameters.Of(parameters, options.Arbitraries ?? SimulationArbitraries.Map);
        _call = call;
        _options = options with { Name = options.Name ?? MethodNames.Format(method), Method = options.Method ?? method };
        _inputs = new GeneratedInputs(values, [.. parameters.Select(static parameter => parameter.Name ?? "input")], options.Seed, options.MaxSize);
    }

    /// <summary>Where its inputs come from.</summary>
    public IInputSource Inputs => _inputs;

    /// <summary>One run.</summary>
    public Task RunAsync(Simulation simulation)
    {
        IReadOnlyList<ulong> input = InputOf(simulation);
        foreach (string line in _inputs.Describe(input))
        {
            simulation.Log(line);
        }

        Task running = _call(simulation, _inputs.ValueOf(input));
        return running is Task<bool> answering ? RequireAsync(answering) : running;
    }

    /// <summary>Explores it, or replays a token of it if the options name one.</summary>
    public PropertyReport Check()
    {
        ExploreOptions options = _options.ToExploreOptions();
        OptionChecks.Require(options);
        if (_options.Replay is { } token)
        {
            return Replay(token, options);
        }

        InputExploration found = InputExplorer.Explore(RunAsync, options, _options.Counts, _inputs, static () => false);
        return new PropertyReport(found.Exploration)
        {
            Inputs = found.Inputs,
            Input = found.Smallest is { } smallest ? _inputs.ValueOf(smallest) : null,
            OriginalInput = found.Original is { } original ? _inputs.ValueOf(original) : null,
        };
    }

    private PropertyReport Replay(string token, ExploreOptions options)
    {
        RunResult run = Simulator.Replay(token, RunAsync, options);
        IReadOnlyList<ulong> made = TokenText.Parse(token).Input;
        object?[] input = _inputs.ValueOf(made.Count > 0 ? made : _inputs.OfSeed(run.Seed));
        bool failed = run.Failure is not null;
        var exploration = new Exploration
        {
            Name = run.Name,
            Runs = 1,
            Steps = run.Steps,
            VirtualTime = run.VirtualTime,
            Failure = failed ? run : null,
            Original = failed ? run : null,
            Story = run.Story,
        };
        return new PropertyReport(exploration) { Inputs = 1, Input = failed ? input : null, OriginalInput = failed ? input : null };
    }

    private IReadOnlyList<ulong> InputOf(Simulation simulation) => simulation.Input.Count > 0 ? simulation.Input : _inputs.OfSeed(simulation.Seed);

    private static async Task RequireAsync(Task<bool> answering)
    {
        if (!await answering)
        {
            throw new PropertyFalsifiedException();
        }
    }
}
