namespace Sim.Scenarios.Tool;

public sealed class HelpTests
{
    [Fact]
    public async Task Version_is_the_packages_version()
    {
        var result = await SimTool.RunAsync("--version");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(typeof(Simulator).Assembly.GetName().Version!.ToString(3), result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("explore", "--help")]
    public async Task Help_shows_examples_and_exit_codes(params string[] arguments)
    {
        var result = await SimTool.RunAsync(arguments);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("sim explore tests/Shop.Simulations", result.Output, StringComparison.Ordinal);
        Assert.Contains("3 a replay that did not reproduce", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Errors);
    }
}
