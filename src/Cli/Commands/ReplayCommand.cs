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
    private readonly Option<TimeSpan?> _stepTimeout =
        Arguments.Duration("--step-timeout", "The real time a step may take before it counts as hung.");

    public void AddTo(Command command)
    {
        command.Add(_target);
        command.Add(_token);
        command.Add(_filter);
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
            Limits = new RunLimits { StepTimeout = parsed.GetValue(_stepTimeout) },
        };
        return Tell(await launcher.ReplayAsync(request, cancel));
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
                new StoryPrinter().Print(report.Story);
                return report.Outcome == nameof(RunOutcome.Passed) ? ExitCode.NotReproduced : ExitCode.FailureFound;
            default:
                throw new WrongInputException($"The worker ended before the replay began. {attempt.Death?.Reason}");
        }
    }
}
