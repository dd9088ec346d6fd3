using System.CommandLine;
using Sim.Cli.Launching;
using Sim.Cli.Protocol;
using Sim.Cli.Reporting;
using Sim.Cli.Target;

namespace Sim.Cli.Commands;

/// <summary><c>sim replay</c>: the one schedule of a token, in a fresh process.</summary>
internal sealed class ReplayCommand : ISimCommand
{
    private readonly Argument<string> _target = Arguments.Target();
    private readonly Argument<string> _token = new("TOKEN") { Description = "The token that a report printed." };
    private readonly Option<string?> _filter = Arguments.Filter();
    private readonly Option<int?> _maxSteps = Arguments.MaxSteps();
    private readonly Option<TimeSpan?> _stepTimeout = Arguments.StepTimeout();

    private readonly Option<string?> _report = new("--report")
    {
        Description = "A folder for the run's timeline (a page, trace events for Perfetto, a Mermaid diagram) and story.",
        HelpName = "DIR",
    };

    private readonly Option<int?> _breakAt = Arguments.Step("--break-at",
        "Stops before this step and tells its context: method, source line, host, what is ready, what it touches, its async stack. On a terminal it waits for a debugger "
        + "or Enter; a debugger that is attached breaks there. Steps count from 0, as in the timeline.");

    public void AddTo(Command command)
    {
        command.Add(_target);
        command.Add(_token);
        command.Add(_report);
        command.Add(_breakAt);
        command.Add(_filter);
        command.Add(_maxSteps);
        command.Add(_stepTimeout);
    }

    public async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        using var workspace = new Workspace();
        var target = await TargetResolver.ResolveAsync(parsed.GetRequiredValue(_target), workspace, cancel);
        var launcher = new Launcher(target, workspace);
        var request = launcher.Request(WorkerMode.Replay, parsed.GetValue(_filter)) with
        {
            Token = parsed.GetRequiredValue(_token),
            Report = parsed.GetValue(_report),
            BreakAt = parsed.GetValue(_breakAt),
            Limits = new RunLimits { MaxSteps = parsed.GetValue(_maxSteps), StepTimeout = parsed.GetValue(_stepTimeout) },
        };
        return Tell(await launcher.ReplayAsync(request, cancel, Stopped));
    }

    private static void Stopped(StoppedMessage stop)
    {
        Console.Out.WriteLine($"{stop.Context}\n");
        if (!Console.IsInputRedirected && !Console.IsOutputRedirected)
        {
            Console.Out.WriteLine($"Attach a debugger to process {stop.Process}, or press Enter to run the step.");
            Console.ReadLine();
        }
    }

    private static int Tell(ReplayAttempt attempt)
    {
        switch (attempt)
        {
            case { Refusal: { } refusal }:
                Console.Error.WriteLine($"sim: {refusal.Message}");
                return refusal.ExitCode;
            case { Death: { } death, Simulation: { } simulation }:
                new StoryPrinter().Print(DeathStory.TellReplay(simulation, death));
                return ExitCode.FailureFound;
            case { Report: { } report }:
                return Tell(report);
            default:
                throw new WrongInputException($"The worker ended before the replay began. {attempt.Death?.Reason}");
        }
    }

    private static int Tell(ReplayReport report)
    {
        new StoryPrinter().Print(report.Story);
        if (report.Page is { } page)
        {
            ReportIndex.Write(Path.GetDirectoryName(page)!);
            Console.Out.WriteLine($"\n  Picture   {page}");
        }

        if (report.Outcome != nameof(RunOutcome.Passed))
        {
            return ExitCode.FailureFound;
        }

        Console.Out.WriteLine("The failure did not come again.");
        return ExitCode.NotReproduced;
    }
}
