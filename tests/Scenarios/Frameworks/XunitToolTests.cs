using Sim.Scenarios.Tool;

namespace Sim.Scenarios.Frameworks;

/// <summary>The tool runs the simulations of a test project, and tokens fit both.</summary>
public sealed class XunitToolTests(XunitRuns runs) : IClassFixture<XunitRuns>
{
    private static readonly string Fixtures = Path.Combine(TestRun.FolderOf("Xunit"), "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Sim.XunitFixtures.dll");

    [Fact]
    public async Task Rows_of_a_theory_are_simulations()
    {
        ToolResult listed = await SimTool.RunAsync("list", Fixtures, "--filter", "Loses_one_of");

        Assert.Equal(0, listed.ExitCode);
        Assert.Matches("""(?m)^Basics\.Loses_one_of\(payers: 1, word: "alone"\) +200 runs""", listed.Output);
        Assert.Matches("""(?m)^Basics\.Loses_one_of\(payers: 2, word: "together"\) +200 runs""", listed.Output);
    }

    [Theory]
    [InlineData("Basics.Loses_an_update")]
    [InlineData("Inputs.Lose_an_update")]
    [InlineData("Basics.Loses_one_of(payers: 2, word: \"together\")")]
    public async Task A_token_of_a_test_replays_with_the_tool(string test)
    {
        string story = (await runs.OfAsync("Xunit")).Message(test);
        ToolResult replayed = await SimTool.RunAsync("replay", Fixtures, XunitTests.Token(story));

        Assert.Equal(1, replayed.ExitCode);
        Assert.Contains(test, replayed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixtures_output_and_asynchronous_lifetimes_are_there()
    {
        ToolResult explored = await SimTool.RunAsync("explore", Fixtures, "--filter", "Lifetimes", "--runs", "3");

        Assert.Equal(("", 0), (explored.Errors, explored.ExitCode));
    }

    [Fact]
    public async Task A_mistake_stops_only_those_who_ask_for_it()
    {
        ToolResult explored = await SimTool.RunAsync("explore", Fixtures, "--filter", "Takes_nothing", "--runs", "3");

        Assert.Equal(2, explored.ExitCode);
        Assert.Contains("its first parameter is not of type Simulation", explored.Errors, StringComparison.Ordinal);
    }
}
