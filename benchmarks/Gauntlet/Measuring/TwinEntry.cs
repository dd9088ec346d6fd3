using Sim.Gauntlet.Commands;

namespace Sim.Gauntlet.Measuring;

/// <summary>What the runs of a fixed twin came to.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Seeds">How many explorations were made.</param>
/// <param name="Cap">How many schedules each has, if nothing fails.</param>
/// <param name="Failures">The first failure of each exploration that had one.</param>
internal sealed record TwinEntry(string Name, string Strategy, int Seeds, int Cap, string[] Failures)
{
    public static TwinEntry Of(GauntletProgram program, string strategy, Seeds seeds, int cap)
    {
        var hunt = new Hunt(program, strategy, cap);
        string?[] failures = [.. seeds.Numbers.Select(hunt.FirstFailureOfTwin)];
        return new TwinEntry(program.Name, strategy, seeds.Count, cap, [.. failures.OfType<string>()]);
    }
}
