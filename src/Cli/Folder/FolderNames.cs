namespace Sim.Cli.Folder;

/// <summary>What the folders of simulations are called: readable, and different where names differ, whatever the file system makes of case.</summary>
internal static class FolderNames
{
    public static string Of(string simulation) =>
        $"{string.Concat(simulation.Select(unit => char.IsAsciiLetterOrDigit(unit) || unit is '.' or '_' ? unit : '-'))}-{SealedJson.Digits(simulation, 8)}";
}
