namespace Sim.Scenarios.Tool;

public sealed class ListTests
{
    [Fact]
    public async Task List_shows_name_runs_and_place_in_the_order_of_the_source()
    {
        var lines = Lines(await SimTool.RunAsync("list", SimTool.Fixtures, "--filter", "calmsimulations"));

        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^CalmSimulations\.Two_tasks_add_up +20 runs  CalmSimulations\.cs:\d+$", lines[0]);
        Assert.Matches(@"^CalmSimulations\.Writes_to_the_console +10 runs  CalmSimulations\.cs:\d+$", lines[1]);
    }

    [Fact]
    public async Task An_assembly_alone_with_Sim_is_enough()
    {
        using var folder = new TemporaryFolder();
        var assembly = folder.CopyNeighborsOf(SimTool.Fixtures);
        File.Delete(folder.Path("Sim.ToolFixtures.deps.json"));
        File.Delete(folder.Path("Sim.ToolFixtures.pdb"));

        var lines = Lines(await SimTool.RunAsync("list", assembly, "--filter", "Two_tasks"));

        Assert.EndsWith("Sim.ToolFixtures.CalmSimulations", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_a_project_is_built_first()
    {
        var lines = Lines(await SimTool.RunAsync("list", SimTool.FixtureProject, "--filter", "Two_tasks"));

        Assert.StartsWith("CalmSimulations.Two_tasks_add_up", Assert.Single(lines), StringComparison.Ordinal);
    }

    private static string[] Lines(ToolResult result)
    {
        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
