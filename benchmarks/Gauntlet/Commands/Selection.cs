namespace Sim.Gauntlet.Commands;

/// <summary>Finds programs and strategies by their names.</summary>
internal static class Selection
{
    private const string Every = "all";

    /// <exception cref="WrongInputException">There is no such strategy.</exception>
    public static string[] Strategies(string? name)
    {
        if (name == Every)
        {
            return Gauntlet.Strategies.All;
        }

        string strategy = name ?? Gauntlet.Strategies.Default;
        try
        {
            _ = StrategyNames.Make(strategy);
            return [strategy];
        }
        catch (ArgumentException unknown)
        {
            throw new WrongInputException($"{unknown.Message.Split(" (Parameter")[0]} Or {Every}.");
        }
    }

    /// <exception cref="WrongInputException">There is no such program.</exception>
    public static GauntletProgram[] Programs(string? names) => names is null
        ? GauntletPrograms.All
        : [.. names.Split(',').Distinct().Select(static name => Array.Find(GauntletPrograms.All, program => program.Name == name) ?? throw Unknown(name))];

    private static WrongInputException Unknown(string name) =>
        new($"There is no program '{name}': use {string.Join(", ", GauntletPrograms.All.Select(static program => program.Name))}.");
}
