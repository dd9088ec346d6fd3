namespace Sim.Gauntlet;

/// <summary>A small program with one known bug, and its fixed twin.</summary>
/// <param name="Name">Its name in tables and options.</param>
/// <param name="Sign">How a run ends in which the bug struck; any other failure is not the known bug.</param>
/// <param name="Run">Runs it once: the twin if the flag is set.</param>
internal sealed record GauntletProgram(string Name, RunOutcome Sign, Func<Simulation, bool, Task> Run)
{
    /// <summary>What others needed for it; null if nobody published it.</summary>
    public Published? Published { get; init; }
}
