using System.CommandLine;
using Sim.Cli.Campaigns;
using Sim.Cli.Folder;
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
    private readonly Option<int?> _runs = Arguments.Count("--runs", "How many runs of each simulation; from 1 to 1000000000; default: what its attribute says, or 1000.");
    private readonly Option<TimeSpan?> _time = Arguments.Duration("--time", "How long to explore each simulation; without --runs, as many runs as fit. Up to 8760h; default: no limit.");
    private readonly Option<ulong?> _seed = Arguments.Seed();
    private readonly Option<Shard?> _shard = Arguments.Shard();
    private readonly Option<int?> _jobs = Arguments.Jobs();
    private readonly Option<TimeSpan?> _progress = Arguments.Duration(
        "--progress", "How often a line of progress is written to a pipe; default: after 10s, then at twice the distance, up to 5m.");
    private readonly Option<int?> _maxSteps = Arguments.MaxSteps();
    private readonly Option<TimeSpan?> _stepTimeout = Arguments.StepTimeout();

    private readonly Option<string?> _strategy = new("--strategy")
    {
        Description = "Which strategy picks among what is ready: portfolio (the default), race, surw, urw, pos, pct:D, delay:D, sticky:P, random, rounds, newest, fifo, or fair- before one; feedback, which changes earlier runs; or exhaustive[:D[:L]] for all schedules (with at most D departures, in the first L draws).",
        HelpName = "S",
    };

    private readonly Option<string?> _json = new("--json")
    {
        Description = "Also writes the results to this file.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _report = new("--report")
    {
        Description = "A folder for the timeline (a page, trace events for Perfetto, a Mermaid diagram) and the story of each finding.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _keepGoing = new("--keep-going")
    {
        Description = "Goes on after a failure, to the end of --runs or --time, and tells each different failure once. Default: each simulation ends "
            + "with its first.",
    };

    private readonly Option<string?> _campaign = new("--campaign")
    {
        Description = "A folder that keeps findings and progress: the same command goes on where it was ended or killed, and folders of several machines are "
            + "merged by copying. Implies --keep-going.",
        HelpName = "DIR",
    };

    public void AddTo(Command command)
    {
        command.Add(_target);
        foreach (var option in new Option[]
        {
            _filter, _runs, _time, _strategy, _seed, _jobs, _shard, _keepGoing, _campaign, _report, _maxSteps, _stepTimeout, _progress, _json,
        })
        {
            command.Add(option);
        }
    }

    public async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var shard = ShardOf(parsed);
        using var workspace = new Workspace();
        var target = await TargetResolver.ResolveAsync(parsed.GetRequiredValue(_target), workspace, cancel);
        var limits = Limits(parsed) with { Shard = shard?.Shard ?? new(1, 1) };
        var keepsGoing = parsed.GetValue(_keepGoing) || parsed.GetValue(_campaign) is not null;
        RefuseToShareSearch(parsed, limits, keepsGoing);
        using var folder = parsed.GetValue(_campaign) is { } path ? CampaignFolder.Open(path) : null;
        var store = new CampaignStore(folder, target.Assembly, workspace, limits, keepsGoing);
        var view = new ExploreView(target, limits, parsed.GetValue(_progress));
        Announce(view, shard, folder);
        var launcher = new Launcher(target, workspace);
        var reporter = parsed.GetValue(_report) is { } pictures ? new Reporter(launcher, limits, pictures) : null;
        var teller = new Teller(launcher, limits, keepsGoing, store, view) { Reporter = reporter };
        var request = launcher.Request(WorkerMode.Explore, parsed.GetValue(_filter)) with { Limits = limits };
        var campaign = new Campaign(launcher, request, OptionsOf(parsed, limits, keepsGoing), store, teller);
        try
        {
            await campaign.RunAsync(cancel);
        }
        finally
        {
            WriteJson(parsed.GetValue(_json), campaign.Results);
        }

        Conclude(view, folder, campaign.Results);
        return campaign.Results.Any(one => one.Findings.Count > 0 || one.NeverReached.Count > 0) ? ExitCode.FailureFound : ExitCode.NothingFound;
    }

    private static void Announce(ExploreView view, EnvironmentShard? shard, CampaignFolder? folder)
    {
        if (shard is { Source: not "" })
        {
            view.Note($"Shard {shard.Shard}, from {shard.Source}.");
        }

        if (folder?.Previous is { } previous)
        {
            view.Note($"Goes on where {previous} was ended.");
        }
    }

    private static void Conclude(ExploreView view, CampaignFolder? folder, IReadOnlyList<SimulationResult> results)
    {
        if (folder is null)
        {
            return;
        }

        view.Note($"Kept in {folder.Root}: {Counted(results.Sum(one => one.Findings.Count), "finding")}, "
            + $"{Counted(results.Sum(one => one.Totals.Runs + one.Totals.EarlierRuns), "run")}.{OfOthers(results)}");
        foreach (var path in folder.Damaged)
        {
            Console.Error.WriteLine($"sim: {path} is damaged or of another version, and was left out.");
        }
    }

    private static string OfOthers(IReadOnlyList<SimulationResult> results) => results.Sum(one => one.OfOtherBuilds) is > 0 and var others
        ? $" {Counted(others, "finding")} of other builds of the program {(others == 1 ? "is" : "are")} there too."
        : "";

    private static string Counted(long number, string what) => number == 1 ? $"1 {what}" : $"{number:N0} {what}s";

    private EnvironmentShard? ShardOf(ParseResult parsed) => parsed.GetValue(_shard) is { } shard
        ? new(shard, "")
        : EnvironmentShard.Find(Environment.GetEnvironmentVariable);

    private CampaignOptions OptionsOf(ParseResult parsed, RunLimits limits, bool keepsGoing) => limits.IsExhaustive
        ? new(Jobs: 1, StartsSmall: false, keepsGoing)
        : new(parsed.GetValue(_jobs) ?? Cores.Count, StartsSmall: parsed.GetValue(_jobs) is null, keepsGoing);

    private void RefuseToShareSearch(ParseResult parsed, RunLimits limits, bool keepsGoing)
    {
        if (limits.IsExhaustive && (parsed.GetValue(_jobs) > 1 || limits.Shard.Count > 1 || keepsGoing))
        {
            throw new WrongInputException(
                "The strategy exhaustive searches one tree with one worker, up to the first failure: leave out --jobs, --shard, --keep-going and --campaign.");
        }
    }

    private static void WriteJson(string? file, IReadOnlyList<SimulationResult> results)
    {
        if (file is not null)
        {
            JsonReport.Write(file, results);
        }
    }

    private RunLimits Limits(ParseResult parsed) => new()
    {
        Runs = parsed.GetValue(_runs),
        Time = parsed.GetValue(_time),
        Strategy = parsed.GetValue(_strategy),
        Seed = parsed.GetValue(_seed),
        MaxSteps = parsed.GetValue(_maxSteps),
        StepTimeout = parsed.GetValue(_stepTimeout),
    };
}
