namespace Sim.Gauntlet;

/// <summary>A small program with one known bug, and its fixed twin.</summary>
/// <param name="Name">Its name in tables and options.</param>
/// <param name="Sign">How a run ends in which the bug struck.</param>
/// <param name="Run">Runs it once: the twin if the flag is set.</param>
internal sealed record GauntletProgram(string Name, RunOutcome Sign, Func<Simulation, bool, Task> Run)
{
    /// <summary>What is thrown where the bug's sign is a failure.</summary>
    public Type Thrown { get; init; } = typeof(InvariantViolatedException);

    /// <summary>What others needed for it; null if nobody published it.</summary>
    public Published? Published { get; init; }

    /// <summary>Whether a run failed by the known bug, not by another one.</summary>
    public bool IsKnown(RunResult failed) =>
        failed.Outcome == Sign && (Sign != RunOutcome.Failed || failed.Failure?.Exception?.GetType() == Thrown);
}
