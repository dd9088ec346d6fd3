namespace Sim.Scenarios.Conformance;

/// <summary>Where the body of a conformance test runs.</summary>
public enum ArmKind
{
    /// <summary>On a loop of its own, which waits for real.</summary>
    Real,

    /// <summary>On a loop of its own inside a simulated step: first come, first served, in virtual time.</summary>
    Nested,

    /// <summary>As the body of a simulation, on the world's loop, in batches as a loop runs them.</summary>
    World,

    /// <summary>As the body of a simulation under every order of what is ready: strategies and seeds.</summary>
    Pool,
}
