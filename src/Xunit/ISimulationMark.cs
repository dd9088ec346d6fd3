namespace Sim.Testing;

/// <summary>What both attributes say.</summary>
internal interface ISimulationMark : ISimulationAttribute
{
    /// <summary>The seed of the first run.</summary>
    long Seed { get; }

    /// <summary>Who picks, or null.</summary>
    string? Strategy { get; }

    /// <summary>After how much real time no further run starts, or null.</summary>
    string? Time { get; }

    /// <summary>What the attribute says, without its framework.</summary>
    TestSettings Settings => new(this is SimulationTheoryAttribute ? "SimulationTheory" : "SimulationFact", Runs, Seed, Strategy, Time, Replay);
}
