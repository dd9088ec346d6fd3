using System.CommandLine;
using Sim.Cli.Launching;
using Sim.Cli.Protocol;
using Sim.Cli.Reporting;
using Sim.Cli.Target;

namespace Sim.Cli.Commands;

/// <summary><c>sim explore</c>: many schedules of every simulation.</summary>
internal sealed class ExploreCommand : ISimCommand
{
    private readonly Argument<string> _target = Arguments.Target();
    private readonly Option<string?> _filter = Arguments.Filter();
    private readonly Option<int?> _runs = Arguments.Count("--runs", "How many runs of each simulation; default: what its attribute says, or 1000.");
    private readonly Option<TimeSpan?> _time = Arguments.Duration("--time", "How long to explore each simulation; without --runs, as many runs as fit.");
    private readonly Option<ulong?> _seed = Arguments.Seed();
    private readonly Option<Shard?> _shard = Arguments.Shard();
    private readonly Option<int?> _maxSteps = Arguments.MaxSteps();
    private readonly Option<TimeSpan?> _stepTimeout = Arguments.StepTimeout();

    private readonly Option<string?> _strategy = new("--strategy")
    {
        Description = "Which strategy picks among what is ready: portfolio (the default), race, surw, urw, pos, pct:D, delay:D, sticky:P, random, newest, fifo, or fair- before one; or exhaustive[:D[:L]] for all schedules (with at most D departures, in the first L draws).",
        HelpName = "S",
    };

    private readonly Option<string?> _json = new("--json")
    {
        Description = "Also writes the results to this file.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(_target);
        foreach (var option in new Option[] { _filter, _runs, _time, _strategy, _seed, _shard, _maxSteps, _stepTimeout, _json })
        {
            command.Add(option);
        }
    }

    public async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        using var workspace = new Workspace();
        var target = await TargetResolver.ResolveAsync(parsed.GetRequiredValue(_target), workspace, cancel);
        var launcher = new Launcher(target, workspace);
        var request = launcher.Request(WorkerMode.Explore, parsed.GetValue(_filter)) with { Limits = Limits(parsed) };
        var session = new ExploreSession(launcher, request, new ExploreView(target, request.Limits));
        try
        {
            await session.RunAsync(cancel);
        }
        finally
        {
            WriteJson(parsed.GetValue(_json), session.Explored);
        }

        // A share of the runs can't say that something never happens.
        var isShare = request.Limits.Shard is { Count: > 1 };
        return session.Explored.Any(one => one.Report.Failure is not null || (!isShare && one.Report.HasNeverReached)) ? ExitCode.FailureFound : ExitCode.NothingFound;
    }

    private static void WriteJson(string? file, IReadOnlyList<ExploredSimulation> explored)
    {
        if (file is not null)
        {
            JsonReport.Write(file, explored);
        }
    }

    private RunLimits Limits(ParseResult parsed) => new()
    {
        Runs = parsed.GetValue(_runs),
        Time = parsed.GetValue(_time),
        Strategy = parsed.GetValue(_strategy),
        Seed = parsed.GetValue(_seed),
        Shard = parsed.GetValue(_shard),
        MaxSteps = parsed.GetValue(_maxSteps),
        StepTimeout = parsed.GetValue(_stepTimeout),
    };
}
