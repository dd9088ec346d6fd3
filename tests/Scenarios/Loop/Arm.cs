namespace Sim.Scenarios.Loop;

/// <summary>On what a loop runs.</summary>
public enum Arm
{
    /// <summary>The machine's clock and the selector that waits for real.</summary>
    Real,

    /// <summary>A clock and a selector of the tests' own: time passes where the loop would wait for it.</summary>
    Virtual,
}
