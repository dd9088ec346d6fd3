namespace Sim.Scenarios.Tool;

public sealed class ReplayTests
{
    [Fact]
    public async Task A_token_tells_the_same_failure_again()
    {
        var found = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "last_ticket");
        var again = await SimTool.RunAsync("replay", SimTool.Fixtures, SimTool.TokenIn(found));

        Assert.Equal("", again.Errors);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("FailingSimulations.The_last_ticket_is_sold_once", again.Output, StringComparison.Ordinal);
        Assert.Contains("the last ticket is sold once", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("sim1-AAAA")]
    public async Task A_damaged_token_is_refused(string token)
    {
        var result = await SimTool.RunAsync("replay", SimTool.Fixtures, token);

        Assert.Contains("token", result.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_token_of_another_simulation_is_refused()
    {
        var found = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "last_ticket");
        var result = await SimTool.RunAsync("replay", SimTool.Fixtures, SimTool.TokenIn(found), "--filter", "Calm");

        Assert.Contains("token", result.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_replay_that_passes_did_not_reproduce_and_is_exit_code_3()
    {
        var token = Simulator.SeedToken("CalmSimulations.Two_tasks_add_up", new RunOptions());
        var result = await SimTool.RunAsync("replay", SimTool.Fixtures, token);

        Assert.Contains("The failure did not come again.", result.Output, StringComparison.Ordinal);
        Assert.Equal(3, result.ExitCode);
    }

    [Fact]
    public async Task The_token_of_a_run_that_killed_its_process_kills_it_again()
    {
        var found = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Kills_its_process");
        var again = await SimTool.RunAsync("replay", SimTool.Fixtures, SimTool.TokenIn(found));

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("The worker process died: SIGKILL (exit code 137).", again.Output, StringComparison.Ordinal);
    }
}
