using System.Globalization;
using Sim.Cli.Protocol;

namespace Sim.Cli.Commands;

/// <summary>A share of the runs that the environment assigns to this process, where several of the same kind were started.</summary>
/// <param name="Shard">The share.</param>
/// <param name="Source">Where it comes from, for a person.</param>
internal sealed record EnvironmentShard(Shard Shard, string Source)
{
    private const string Index = "SIM_SHARD_INDEX";
    private const string Count = "SIM_SHARD_COUNT";

    /// <summary>The share, or null where nothing speaks of one. What was set for Sim comes first.</summary>
    /// <exception cref="WrongInputException">The variables contradict each other, or one is missing.</exception>
    public static EnvironmentShard? Find(Func<string, string?> variable) =>
        OfSim(variable) ?? OfKubernetes(variable) ?? OfSlurm(variable) ?? OfGitLab(variable);

    // GitHub has its numbers in expressions alone, from 0 on: a workflow passes them on by these names.
    private static EnvironmentShard? OfSim(Func<string, string?> variable) => variable(Index) is null
        ? null
        : Make(Number(variable, Index) + 1, Number(variable, Count), $"{Index} and {Count}");

    // An indexed job tells its pods their index and not how many there are.
    private static EnvironmentShard? OfKubernetes(Func<string, string?> variable)
    {
        const string index = "JOB_COMPLETION_INDEX";
        if (variable(index) is null)
        {
            return null;
        }

        return variable(Count) is not null
            ? Make(Number(variable, index) + 1, Number(variable, Count), $"{index} and {Count}")
            : throw new WrongInputException(
                $"{index} says that this is one of a Kubernetes job's pods, but not of how many: set {Count} to the job's completions, or name "
                + "the share with --shard (1/1 for all runs).");
    }

    private static EnvironmentShard? OfSlurm(Func<string, string?> variable)
    {
        const string id = "SLURM_ARRAY_TASK_ID";
        const string least = "SLURM_ARRAY_TASK_MIN";
        const string most = "SLURM_ARRAY_TASK_MAX";
        const string count = "SLURM_ARRAY_TASK_COUNT";
        const string step = "SLURM_ARRAY_TASK_STEP";
        if (variable(id) is null)
        {
            return null;
        }

        var apart = variable(step) is null ? 1 : Math.Max(1, Number(variable, step));
        var from = Number(variable, id) - Number(variable, least);
        var index = (from / apart) + 1;
        var last = variable(most) is null ? Number(variable, count) : ((Number(variable, most) - Number(variable, least)) / apart) + 1;
        return from % apart == 0 && index <= Number(variable, count) && last == Number(variable, count)
            ? Make(index, Number(variable, count), $"{id}, {least} and {count}")
            : throw new WrongInputException(
                $"The tasks of this Slurm array do not have numbers at equal distances ({id} is {variable(id)}, {least} {variable(least)}, {most} {variable(most)}, "
                + $"{step} {variable(step)}, {count} {variable(count)}), so no share can be told from them: name it with --shard.");
    }

    // GitLab sets the total for every job, and the index for parallel ones alone.
    private static EnvironmentShard? OfGitLab(Func<string, string?> variable)
    {
        const string index = "CI_NODE_INDEX";
        const string total = "CI_NODE_TOTAL";
        return variable(index) is null ? null : Make(Number(variable, index), Number(variable, total), $"{index} and {total}");
    }

    private static EnvironmentShard Make(long index, long count, string source) => Arguments.ShardOrNull($"{index}/{count}") is { } shard
        ? new(shard, source)
        : throw new WrongInputException($"{source} name the share {index}/{count}, which is none: name it with --shard, from 1/N to N/N.");

    private static long Number(Func<string, string?> variable, string name) => variable(name) is { } text
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue
            ? number
            : throw new WrongInputException(
                $"The environment variable {name} is {(variable(name) is { } wrong ? $"'{wrong}'" : "not set")}, not a whole number from 0: "
                + "set it, or name the share with --shard (1/1 for all runs).");
}
