using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sim.Cli.Protocol;

namespace Sim.Cli.Commands;

/// <summary>Arguments and options that several commands share, and how their values are read.</summary>
internal static class Arguments
{
    public static Argument<string> Target() => new("dll|csproj")
    {
        Description = "The assembly with the simulations, or the project (or its folder) to build first.",
    };

    public static Option<string?> Filter() => new("--filter")
    {
        Description = "Only simulations with this in Class.Method, whatever the case.",
        HelpName = "NAME",
    };

    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "30s",
        CustomParser = result => Read(result, Durations.Parse, "a duration such as 500ms, 30s, 5m or 1h"),
    };

    public static Option<int?> Count(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Read(result, PositiveOrNull, "a whole number from 1 to 1000000000"),
    };

    public static Option<int?> Step(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "STEP",
        CustomParser = result => Read(result, StepOrNull, "the number of a step, from 0 to 999999999"),
    };

    public static Option<int?> Jobs() => new("--jobs", "-j")
    {
        Description = "How many worker processes share the runs, from 1 to 256. Default: the number of cores; all but the first then join after "
            + "a second, when it is clear that the exploration is not a short one.",
        HelpName = "N",
        CustomParser = result => Read(result, JobsOrNull, $"a whole number from 1 to {RunBoard.MostWorkers}"),
    };

    public static Option<int?> MaxSteps() => Count("--max-steps", "The most steps a run may take, from 1 to 1000000000; default: 1000000.");

    public static Option<TimeSpan?> StepTimeout() =>
        Duration("--step-timeout", "The real time a step may take before it counts as hung, from 10ms; default: 5s.");

    public static Option<ulong?> Seed() => new("--seed")
    {
        Description = "The seed of the first run, from 0 to 18446744073709551615; each further run takes the next one. Default: 0.",
        HelpName = "S",
        CustomParser = result => Read(result, SeedOrNull, "a whole number from 0 to 18446744073709551615"),
    };

    public static Option<Shard?> Shard() => new("--shard")
    {
        Description = "Makes only each Nth run, from run I on: N machines that take 1/N to N/N share the runs. From 1/1 to 1000000/1000000; "
            + "default: what the environment of a Slurm array, a Kubernetes indexed job or a parallel CI job says, else 1/1.",
        HelpName = "I/N",
        CustomParser = result => Read(result, ShardOrNull, "a share such as 1/4, from 1/N to N/N"),
    };

    private static T? Read<T>(ArgumentResult result, Func<string, T?> parse, string wanted)
        where T : struct
    {
        var text = result.Tokens[0].Value;
        var value = parse(text);
        if (value is null)
        {
            var option = (result.Parent as OptionResult)?.Option.Name;
            result.AddError($"{option} takes {wanted}, not '{text}'.");
        }

        return value;
    }

    private static int? PositiveOrNull(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1_000_000_000
            ? value
            : null;

    private static int? StepOrNull(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < 1_000_000_000 ? value : null;

    private static int? JobsOrNull(string text) => PositiveOrNull(text) is { } jobs and <= RunBoard.MostWorkers ? jobs : null;

    public static Shard? ShardOrNull(string text) =>
        text.Split('/') is [var left, var right] && PositiveOrNull(left) is { } index
            && PositiveOrNull(right) is { } count and <= 1_000_000 && index <= count
            ? new Shard(index, count)
            : null;

    private static ulong? SeedOrNull(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
