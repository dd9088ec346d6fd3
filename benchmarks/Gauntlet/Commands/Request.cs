namespace Sim.Gauntlet.Commands;

/// <summary>What is asked for.</summary>
/// <param name="Strategies">The strategies to compare.</param>
/// <param name="Programs">The programs to run.</param>
/// <param name="Seeds">How many explorations of each program.</param>
/// <param name="Cap">The most schedules of each.</param>
/// <param name="Json">Where the results go besides the console; null for nowhere.</param>
internal sealed record Request(string[] Strategies, GauntletProgram[] Programs, int Seeds, int Cap, string? Json);
