namespace Sim.Gauntlet.Commands;

/// <summary>What is asked for.</summary>
/// <param name="Strategies">The strategies to compare.</param>
/// <param name="Programs">The programs to run.</param>
/// <param name="Seeds">The explorations of each program.</param>
/// <param name="Cap">The most schedules of each.</param>
/// <param name="Json">Where the results go besides the console; null for nowhere.</param>
internal sealed record Request(string[] Strategies, GauntletProgram[] Programs, Seeds Seeds, int Cap, string? Json);

/// <summary>Numbers in a row, each for one exploration of a program.</summary>
/// <param name="First">The first, from 1 on: who tunes with some seeds measures with others.</param>
/// <param name="Count">How many.</param>
internal readonly record struct Seeds(int First, int Count)
{
    public IEnumerable<int> Numbers => Enumerable.Range(First, Count);
}
