namespace Sim.Scenarios.Hygiene;

internal static class Findings
{
    /// <summary>Unlike <c>Assert.Empty</c>, shows every finding at its full length.</summary>
    public static void AssertNone(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
