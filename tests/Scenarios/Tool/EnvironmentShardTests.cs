namespace Sim.Scenarios.Tool;

/// <summary>The environment of a job among others says which share of the runs is its own.</summary>
public sealed class EnvironmentShardTests
{
    [Theory]
    [InlineData("JOB_COMPLETION_INDEX=0 SIM_SHARD_COUNT=3", "1/3", 7)]
    [InlineData("SLURM_ARRAY_TASK_ID=12 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_STEP=1", "3/3", 6)]
    [InlineData("SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_STEP=3", "3/3", 6)]
    [InlineData("CI_NODE_INDEX=2 CI_NODE_TOTAL=3", "2/3", 7)]
    [InlineData("SIM_SHARD_INDEX=2 SIM_SHARD_COUNT=3 CI_NODE_INDEX=1 CI_NODE_TOTAL=3", "3/3", 6)]
    public async Task The_share_is_taken_and_named(string environment, string shard, int runs)
    {
        var result = await ExploreAsync(environment);

        Assert.StartsWith($"Shard {shard}, from ", result.Output, StringComparison.Ordinal);
        Assert.Contains($"nothing found in {runs} runs.", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("CI_NODE_INDEX=2 CI_NODE_TOTAL=3", "--shard", "1/1")]
    [InlineData("CI_NODE_TOTAL=1")]
    public async Task All_runs_are_made_where_the_command_says_so_or_nothing_speaks_of_shares(string environment, params string[] options)
    {
        var result = await ExploreAsync(environment, options);

        Assert.StartsWith("CalmSimulations.Two_tasks_add_up: nothing found in 20 runs.", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("JOB_COMPLETION_INDEX=0", "set SIM_SHARD_COUNT to the job's completions")]
    [InlineData("SIM_SHARD_INDEX=3 SIM_SHARD_COUNT=3", "the share 4/3, which is none")]
    [InlineData("SIM_SHARD_INDEX=first SIM_SHARD_COUNT=3", "SIM_SHARD_INDEX is 'first', not a whole number")]
    [InlineData("SLURM_ARRAY_TASK_ID=9 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_STEP=1", "do not have numbers at equal distances")]
    [InlineData("SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=9 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_STEP=1", "do not have numbers at equal distances")]
    [InlineData("CI_NODE_INDEX=1", "CI_NODE_TOTAL is not set")]
    public async Task What_makes_no_share_is_refused_with_a_remedy(string environment, string message)
    {
        var result = await ExploreAsync(environment);

        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Contains("--shard", result.Errors, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.Equal(2, result.ExitCode);
    }

    private static Task<ToolResult> ExploreAsync(string environment, params string[] options) => SimTool.RunAsync(
        environment.Split(' ').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1])),
        ["explore", SimTool.Fixtures, "--filter", "Two_tasks", .. options]);
}
