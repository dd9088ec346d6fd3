using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Tool;

public sealed partial class ExploreTests
{
    [Fact]
    public async Task Nothing_found_is_a_line_a_simulation_and_how_it_was_looked_for_and_exit_code_0()
    {
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Calm");

        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
        Assert.Collection(
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@"^CalmSimulations\.Two_tasks_add_up.* 20 runs\. [\d,]+ runs/s\.$", line),
            line => Assert.Matches(@"^  Strategy  portfolio: the profile run showed 3 chains and no race .*; of 16 runs: .*\.$", line),
            line => Assert.Matches(@"^CalmSimulations\.Writes_to_the_console.* 10 runs\. [\d,]+ runs/s\.$", line),
            line => Assert.Matches(@"^  Strategy  portfolio: the profile run showed 1 chains? .*\.$", line));
    }

    [Fact]
    public async Task A_race_is_found_told_confirmed_and_exit_code_1()
    {
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "last_ticket");

        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"^FailingSimulations\.The_last_ticket_is_sold_once +FAILED at run", result.Output);
        Assert.Contains("the last ticket is sold once", result.Output, StringComparison.Ordinal);
        Assert.Contains($"  Replay    sim replay {SimTool.Fixtures} sim1-", result.Output, StringComparison.Ordinal);
        Assert.Contains("  In code   [Simulation(Replay = \"sim1-", result.Output, StringComparison.Ordinal);
        Assert.Contains("  Confirmed twice in fresh processes, fingerprint ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_finds_the_same_in_every_process()
    {
        string[] command = ["explore", SimTool.Fixtures, "--filter", "last_ticket", "--seed", "7"];
        var (one, other) = (await SimTool.RunAsync(command), await SimTool.RunAsync(command));

        Assert.StartsWith("sim1-", SimTool.TokenIn(one), StringComparison.Ordinal);
        Assert.Equal(SimTool.TokenIn(one), SimTool.TokenIn(other));
    }

    [Fact]
    public async Task Exploration_goes_on_after_a_failure()
    {
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Failing");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("thrown under seed 0", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Split("FAILED at run").Length - 1);
    }

    [Fact]
    public async Task What_the_user_writes_is_not_mixed_into_the_report()
    {
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Writes_to_the_console");

        Assert.DoesNotContain("word of the user's", result.Output + result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("1/3", 7)]
    [InlineData("2/3", 7)]
    [InlineData("3/3", 6)]
    public async Task Shards_share_the_runs_among_them(string shard, int runs)
    {
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Two_tasks", "--runs", "20", "--shard", shard);

        Assert.Contains($"nothing found in {runs} runs.", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_shard_finds_what_the_whole_finds_in_that_run()
    {
        var whole = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "last_ticket");
        var run = int.Parse(FailedRun().Match(whole.Output).Groups["run"].Value, CultureInfo.InvariantCulture);
        var shard = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "last_ticket", "--shard", $"{run}/{run}");

        Assert.Contains($"FAILED at run {run} of", shard.Output, StringComparison.Ordinal);
        Assert.Equal(SimTool.TokenIn(whole), SimTool.TokenIn(shard));
    }

    [Fact]
    public async Task A_strategy_that_does_not_exist_is_refused()
    {
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Calm", "--strategy", "luck");

        Assert.Contains("luck", result.Errors, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task Without_a_number_of_runs_the_time_decides()
    {
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Two_tasks", "--time", "200ms");
        using var endless = new RunningCampaign("explore", SimTool.Fixtures, "--filter", "Two_tasks", "--time", "1h");

        Assert.Equal(0, result.ExitCode);
        await endless.LineAsync(@"  (2[1-9]|[3-9]\d|\d{3}|[\d,]{5,}) runs, ");
    }

    [Fact]
    public async Task The_json_report_holds_what_the_story_tells()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Path("found.json");
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Failing", "--json", file);
        var ticket = Read(file).Single(one => one.GetProperty("name").GetString() == "FailingSimulations.The_last_ticket_is_sold_once");
        var failure = Assert.Single(ticket.GetProperty("failures").EnumerateArray());

        Assert.Contains("the last ticket is sold once", failure.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(SimTool.TokenIn(result), failure.GetProperty("token").GetString());
        Assert.Equal("Failed", failure.GetProperty("kind").GetString());
        Assert.Equal(32, failure.GetProperty("fingerprint").GetString()!.Length);
        Assert.True(failure.GetProperty("confirmed").GetBoolean(), "the failure came again in fresh processes");
        Assert.True(failure.GetProperty("steps").GetInt32() > 0, "it took steps");
        Assert.True(ticket.GetProperty("runs").GetInt32() > 0, "there were runs");
        Assert.True(ticket.GetProperty("runsPerSecond").GetDouble() > 0, "they took time");
    }

    [Fact]
    public async Task A_report_that_can_not_be_written_is_refused()
    {
        using var folder = new TemporaryFolder();
        var result = await SimTool.RunAsync(
            "explore", SimTool.Fixtures, "--filter", "Two_tasks", "--json", folder.Path("missing/found.json"));

        Assert.Contains("The report can't be written to", result.Errors, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [GeneratedRegex(@"FAILED at run (?<run>\d+) of", RegexOptions.ExplicitCapture)]
    private static partial Regex FailedRun();

    private static JsonElement[] Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return [.. json.RootElement.Clone().EnumerateArray()];
    }
}
