namespace Sim.Checking;

/// <summary>What reports have in common.</summary>
internal static class ReportText
{
    private const int MostLineLength = 98;

    public static string Undecided(string expected, string part, int operations, Budget budget) =>
        $"Undecided whether {On(part)}{operations:N0} operations are {expected}: looked at {budget.Steps:N0} places, then the limit was reached, {budget.Exhausted}. "
        + "Raise it in CheckLimits, or record fewer operations at a time on one key.";

    /// <summary>On which object, where there is more than one.</summary>
    public static string On(string part) => part.Length == 0 ? "" : $"on {part}, ";

    public static string Cut(string line) => line.Length <= MostLineLength ? line : $"{line[..(MostLineLength - 3)]}...";
}
