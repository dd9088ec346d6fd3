using System.Reflection;

namespace Sim;

/// <summary>Makes properties of test methods. The test packages find it in Sim.FsCheck, if the test project has that.</summary>
internal interface IPropertyEngine
{
    /// <summary>Makes a property.</summary>
    /// <param name="method">The test method: a simulation, then what is made for it.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="call">Calls it with these values, on an instance of its class that is made for the run.</param>
    /// <param name="settings">What its mark says.</param>
    /// <exception cref="ArgumentException">A parameter's type is not known, or a setting is out of range.</exception>
    PropertyTest Make(MethodInfo method, string name, Func<Simulation, object?[], Task> call, PropertySettings settings);
}

/// <summary>A property, ready to be run.</summary>
/// <param name="Body">One run, with the input of the run.</param>
/// <param name="Inputs">Where inputs come from.</param>
internal sealed record PropertyTest(Func<Simulation, Task> Body, IInputSource Inputs);

/// <summary>What a mark says of the inputs of its property.</summary>
/// <param name="Inputs">How many; 0 leaves it to the engine.</param>
/// <param name="Schedules">Under how many schedules each; 0 leaves it to the engine.</param>
/// <param name="MaxSize">How large they get; 0 leaves it to the engine.</param>
/// <param name="Seed">The seed of all inputs.</param>
/// <param name="Arbitrary">Types whose static members say how values are made.</param>
internal sealed record PropertySettings(int Inputs, int Schedules, int MaxSize, long Seed, Type[] Arbitrary)
{
    private const int UsualInputs = 100;
    private const int UsualSchedules = 10;

    /// <summary>How many inputs and schedules there are.</summary>
    public InputOptions Counts => new(Inputs == 0 ? UsualInputs : Inputs, Schedules == 0 ? UsualSchedules : Schedules);
}
