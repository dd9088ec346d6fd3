namespace Sim.Scenarios.Tool;

public sealed class EscapeTests
{
    [Fact]
    public async Task A_simulation_that_waits_for_a_foreign_thread_is_reported_as_an_escape()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Path("found.json");
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "foreign_thread", "--json", file);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("\"kind\": \"Escaped\"", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }
}
