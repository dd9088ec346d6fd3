using System.CommandLine;
using Sim.Cli.Folder;
using Sim.Cli.Launching;
using Sim.Cli.Protocol;
using Sim.Cli.Reporting;
using Sim.Cli.Target;

namespace Sim.Cli.Commands;

/// <summary><c>sim report</c>: pictures and stories of tokens, or of all that a campaign found.</summary>
internal sealed class ReportCommand : ISimCommand
{
    private const string UsualFolder = "sim-report";

    private readonly Argument<string> _target = Arguments.Target();
    private readonly Argument<string[]> _tokens = new("TOKEN")
    {
        Description = "The tokens that reports printed; none with --campaign.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _filter = Arguments.Filter();
    private readonly Option<string?> _campaign = new("--campaign")
    {
        Description = "Reports all that this campaign's folder holds of this build of the program.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = $"The folder to write to; it is made where there is none. Default: {UsualFolder}.",
        HelpName = "DIR",
    };

    private readonly Option<int?> _maxSteps = Arguments.MaxSteps();
    private readonly Option<TimeSpan?> _stepTimeout = Arguments.StepTimeout();

    public void AddTo(Command command)
    {
        command.Add(_target);
        command.Add(_tokens);
        foreach (var option in new Option[] { _campaign, _out, _filter, _maxSteps, _stepTimeout })
        {
            command.Add(option);
        }
    }

    public async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var tokens = parsed.GetValue(_tokens) ?? [];
        if (tokens.Length == 0 == parsed.GetValue(_campaign) is null)
        {
            throw new WrongInputException("Name either tokens or a campaign's folder with --campaign.");
        }

        using var workspace = new Workspace();
        var target = await TargetResolver.ResolveAsync(parsed.GetRequiredValue(_target), workspace, cancel);
        var launcher = new Launcher(target, workspace);
        var limits = new RunLimits { MaxSteps = parsed.GetValue(_maxSteps), StepTimeout = parsed.GetValue(_stepTimeout) };
        var folder = parsed.GetValue(_out) ?? UsualFolder;
        var filter = parsed.GetValue(_filter);
        var wanted = parsed.GetValue(_campaign) is { } campaign
            ? await KnownAsync(launcher, target, campaign, filter, cancel)
            : [.. tokens.Select(token => ((string?)null, token))];
        return await WriteAsync(new Reporter(launcher, limits, folder) { Filter = filter }, wanted, folder, cancel);
    }

    private static async Task<IReadOnlyList<(string? Simulation, string Token)>> KnownAsync(
        Launcher launcher, SimulationTarget target, string campaign, string? filter, CancellationToken cancel)
    {
        if (!Directory.Exists(campaign))
        {
            throw new WrongInputException($"There is no folder {Path.GetFullPath(campaign)}. Name the one that `sim explore --campaign` wrote.");
        }

        var simulations = await launcher.ListAsync(filter, cancel);
        using var folder = CampaignFolder.Open(campaign);
        var build = BuildId.Of(target.Assembly);
        List<(string?, string)> known = [.. simulations.SelectMany(one => folder.Known(one.Name, build).Known.Values
            .OrderBy(found => found.Entry.Failure.Run)
            .Select(found => ((string?)one.Name, found.Entry.Failure.Token)))];
        return known.Count > 0 ? known : throw new WrongInputException(
            $"{folder.Root} holds no findings of this build of {target.Argument}{(filter is null ? "" : $" with '{filter}' in their names")}: "
            + "their tokens replay on the build that they were found with.");
    }

    private static async Task<int> WriteAsync(
        Reporter reporter, IReadOnlyList<(string? Simulation, string Token)> wanted, string folder, CancellationToken cancel)
    {
        var missing = 0;
        foreach (var (simulation, token) in wanted)
        {
            var (page, words) = await reporter.WriteAsync(simulation, token, cancel);
            missing += page is null ? 1 : 0;
            (page is null ? Console.Error : Console.Out).WriteLine(page is null ? $"sim: no report of {token}, {words}" : page);
        }

        if (missing == wanted.Count)
        {
            return ExitCode.WrongInput;
        }

        Console.Out.WriteLine(ReportIndex.Write(folder));
        return missing == 0 ? ExitCode.NothingFound : ExitCode.NotReproduced;
    }
}
