namespace Sim.Scenarios.Tool;

/// <summary>The tool's pictures: of what it finds, of a token, of a campaign; and the stop before a step.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task A_finding_is_drawn_as_it_is_found_from_its_token_and_from_the_campaign()
    {
        using var folder = new TemporaryFolder();
        var found = await SimTool.RunAsync(
            "explore", SimTool.Fixtures, "--filter", "last_ticket", "--runs", "100", "--jobs", "1", "--campaign", folder.Path("night"), "--report", folder.Path("found"));
        Assert.Equal(1, found.ExitCode);
        string[] files = Names(folder.Path("found"));
        Assert.Equal([".html", ".json", ".mmd", ".txt", ".html"], files.Select(Path.GetExtension));
        Assert.Contains($"  Picture   {folder.Path("found")}", found.Output, StringComparison.Ordinal);

        var again = await SimTool.RunAsync("report", SimTool.Fixtures, "--campaign", folder.Path("night"), "--out", folder.Path("again"));
        Assert.Equal((0, ""), (again.ExitCode, again.Errors));
        Assert.Equal(files, Names(folder.Path("again")));
        Assert.All(files, file => Assert.Equal(File.ReadAllText(Path.Combine(folder.Path("found"), file)), File.ReadAllText(Path.Combine(folder.Path("again"), file))));
        Assert.Contains(files[0], File.ReadAllText(folder.Path("again/index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_tells_the_step_before_which_it_stops()
    {
        var found = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "last_ticket", "--runs", "100", "--jobs", "1");
        var stopped = await SimTool.RunAsync("replay", SimTool.Fixtures, SimTool.TokenIn(found), "--break-at", "1");
        Assert.Equal((1, ""), (stopped.ExitCode, stopped.Errors));
        Assert.Contains("Before step 1 of ", stopped.Output, StringComparison.Ordinal);
        Assert.Matches(@"  Source    .*FailingSimulations\.cs:\d+", stopped.Output);
        Assert.Contains("  Ready     ", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("  Stack     ", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED", stopped.Output, StringComparison.Ordinal);

        var beyond = await SimTool.RunAsync("replay", SimTool.Fixtures, SimTool.TokenIn(found), "--break-at", "999999");
        Assert.Equal(2, beyond.ExitCode);
        Assert.Contains("there is no step 999999 to break at", beyond.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name either tokens or a campaign's folder", "report", "x.dll")]
    [InlineData("There is no completion for 'tcsh': name one of bash, zsh, fish, pwsh.", "completion", "tcsh")]
    [InlineData("--break-at takes the number of a step", "replay", "x.dll", "sim1-", "--break-at", "-1")]
    public async Task Wrong_input_is_told_on_the_error_stream(string words, params string[] arguments)
    {
        var result = await SimTool.RunAsync(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_gets_its_script_and_completes_by_asking_the_tool()
    {
        var script = await SimTool.RunAsync("completion", "bash");
        Assert.Contains("complete -o default -F", script.Output, StringComparison.Ordinal);
        var asked = await SimTool.RunAsync("[suggest:7]", "sim rep");
        Assert.Equal(["replay", "report"], asked.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    private static string[] Names(string folder) => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).OrderBy(name => name == "index.html").ThenBy(name => name, StringComparer.Ordinal)];
}
