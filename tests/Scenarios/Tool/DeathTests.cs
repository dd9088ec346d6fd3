namespace Sim.Scenarios.Tool;

/// <summary>Whatever a simulation does to its process: it is a finding with its run and its token, and nothing else is lost.</summary>
public sealed class DeathTests
{
    [Theory]
    [InlineData("Overflows_the_stack", "The stack overflowed, which ended the worker process: SIGABRT (exit code 134).")]
    [InlineData("Kills_its_process", "The worker process died: SIGKILL (exit code 137).")]
    [InlineData("Exits", "The code ended its process (Environment.Exit), and all simulations in it. The exit code was 3.")]
    [InlineData("Fails_fast", "The worker process died: SIGABRT (exit code 134). Process terminated. the fixture gives up")]
    public async Task A_dead_worker_is_a_finding_with_run_token_and_reason(string simulation, string reason)
    {
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", simulation, "--seed", "40");

        Assert.Contains(reason, result.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED at run 1 (seed 40)", result.Output, StringComparison.Ordinal);
        Assert.Contains("Confirmed twice: fresh processes ended the same way.", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("sim1-", SimTool.TokenIn(result), StringComparison.Ordinal);
        Assert.Equal("", result.Errors);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_step_that_ends_its_process_is_told_with_its_stack_and_a_remedy()
    {
        var explored = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Exits");
        var replayed = await SimTool.RunAsync("replay", SimTool.Fixtures, SimTool.TokenIn(explored));

        Assert.All([explored, replayed], static result =>
        {
            Assert.Contains("IHostApplicationLifetime.StopApplication", result.Output, StringComparison.Ordinal);
            Assert.Contains("DeadlySimulations.LeaveAsync", result.Output, StringComparison.Ordinal);
            Assert.Equal(1, result.ExitCode);
        });
    }

    [Fact]
    public async Task A_step_that_blocks_in_native_code_costs_the_worker_and_is_a_finding()
    {
        var result = await SimTool.RunAsync(
            "explore", SimTool.Fixtures, "--filter", "Blocks_in_native_code", "--step-timeout", "200ms");

        Assert.Contains("FAILED at run 1", result.Output, StringComparison.Ordinal);
        Assert.Contains("in native code", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("Spins")]
    [InlineData("Sleeps")]
    public async Task A_step_that_does_not_end_is_a_finding(string simulation)
    {
        var result = await SimTool.RunAsync(
            "explore", SimTool.Fixtures, "--filter", $"StuckSimulations.{simulation}", "--step-timeout", "200ms");

        Assert.Contains($"StuckSimulations.{simulation}", result.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED at run 1", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task What_was_found_before_and_after_a_death_is_reported_too()
    {
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Simulations.", "--runs", "20", "--step-timeout", "200ms");
        string[] told =
        [
            "CalmSimulations.Two_tasks_add_up", "CalmSimulations.Writes_to_the_console", "DeadlySimulations.Overflows_the_stack",
            "DeadlySimulations.Kills_its_process", "DeadlySimulations.Exits", "DeadlySimulations.Fails_fast",
            "EscapingSimulations.Waits_for_a_foreign_thread", "FailingSimulations.The_last_ticket_is_sold_once",
            "FailingSimulations.Always_throws", "StuckSimulations.Spins", "StuckSimulations.Sleeps", "StuckSimulations.Blocks_in_native_code",
        ];

        Assert.Equal("", result.Errors);
        Assert.All(told, name => Assert.Contains(name, result.Output, StringComparison.Ordinal));
        Assert.Equal(1, result.ExitCode);
    }
}
