using Sim.Cli.Protocol;
using Sim.Cli.Target;

namespace Sim.Cli.Launching;

/// <summary>Starts workers for one target and hears them out.</summary>
internal sealed class Launcher(SimulationTarget target, Workspace workspace)
{
    private volatile bool _canStart;

    /// <summary>Runs one worker to its end.</summary>
    public async Task<WorkerRun> RunAsync(
        WorkerRequest request, Func<RunningWorker, WorkerMessage, Task> hear, CancellationToken cancel)
    {
        await using var worker = RunningWorker.Start(target, request, workspace);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watch = Watchdog.WatchAsync(worker, request.Limits.StepTimeout, watching.Token);
        try
        {
            var run = await HearAsync(worker, hear, cancel);

            // A replay that can't be started is for its caller to judge: a confirmation must not end an exploration. Nor must the death of
            // a worker that had hardly begun, where others came up.
            return _canStart || run.Death is null || request.Mode is WorkerMode.Replay or WorkerMode.Token
                ? run with { WasUp = worker.IsUp }
                : throw NotStarted(run.Death);
        }
        finally
        {
            await watching.CancelAsync();
            await watch;
        }
    }

    public async Task<IReadOnlyList<SimulationInfo>> ListAsync(string? filter, CancellationToken cancel)
    {
        IReadOnlyList<SimulationInfo> found = [];
        await CheckedRunAsync(Request(WorkerMode.List, filter), message => found = (message as FoundMessage)?.Simulations ?? found, cancel);
        return found;
    }

    public async Task<string> SeedTokenAsync(string simulation, RunLimits limits, ulong seed, CancellationToken cancel)
    {
        var token = "";
        var request = Request(WorkerMode.Token) with { Simulation = simulation, Limits = limits with { Seed = seed } };
        await CheckedRunAsync(request, message => token = (message as TokenMessage)?.Token ?? token, cancel);
        return token;
    }

    /// <param name="request">What to replay.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="stopped">Is told of the step before which the replay stands, which goes on when it returns.</param>
    public async Task<ReplayAttempt> ReplayAsync(WorkerRequest request, CancellationToken cancel, Action<StoppedMessage>? stopped = null)
    {
        IReadOnlyList<SimulationInfo> found = [];
        SimulationInfo? current = null;
        ReplayReport? report = null;
        var run = await RunAsync(request, Hear, cancel);
        return new ReplayAttempt(current, report, run.Refusal, run.Death);

        Task Hear(RunningWorker worker, WorkerMessage message)
        {
            found = (message as FoundMessage)?.Simulations ?? found;
            current = message is StartingMessage starting ? found[starting.Index] : current;
            report = (message as ReplayedMessage)?.Report ?? report;
            if (message is StoppedMessage stop)
            {
                stopped?.Invoke(stop);
                worker.Marker.IsReleased = true;
            }

            return Task.CompletedTask;
        }
    }

    public WorkerRequest Request(WorkerMode mode, string? filter = null) =>
        new() { Mode = mode, Assembly = target.Assembly, Filter = filter };

    private async Task CheckedRunAsync(WorkerRequest request, Action<WorkerMessage> hear, CancellationToken cancel)
    {
        var run = await RunAsync(request, Hear, cancel);
        if (run.Refusal is { } refusal)
        {
            throw new WrongInputException(refusal.Message);
        }

        Task Hear(RunningWorker worker, WorkerMessage message)
        {
            hear(message);
            return Task.CompletedTask;
        }
    }

    private async Task<WorkerRun> HearAsync(
        RunningWorker worker, Func<RunningWorker, WorkerMessage, Task> hear, CancellationToken cancel)
    {
        await foreach (var message in worker.ReadAllAsync(cancel))
        {
            _canStart = true;
            switch (message)
            {
                case DoneMessage:
                    return new WorkerRun(null, null);
                case RefusedMessage refusal:
                    return new WorkerRun(refusal, null);
                case LostMessage:
                    worker.GiveUp("A step never ended: neither interrupt nor abort reached it, in native code, so the worker process was killed.");
                    break;
                case ExitingMessage exiting:
                    worker.ExitWords = exiting.Message;
                    break;
                default:
                    await hear(worker, message);
                    break;
            }
        }

        var death = await worker.EndAsync(cancel);
        return new WorkerRun(null, death, worker.Marker.Run, worker.Marker.Seed);
    }

    private WrongInputException NotStarted(WorkerEnd death) => new(
        $"{target.Assembly} can't be started. {death.Reason}{Hint(death)}\n{string.Join('\n', death.Shown.Select(line => "  " + line))}");

    // The versions agree, or there would be no worker.
    private static string Hint(WorkerEnd death) => death.LastLines.Any(line => line.Contains("System.Missing", StringComparison.Ordinal))
        ? " The Sim.Simulation next to it is of this tool's version but another build: build both again."
        : "";
}

/// <summary>What a worker came to: it did all, it refused, or it died.</summary>
/// <param name="Refusal">What it refused.</param>
/// <param name="Death">How it died.</param>
/// <param name="Run">The run in which it died.</param>
/// <param name="Seed">That run's seed.</param>
/// <param name="WasUp">Whether it came as far as to read what it shall do.</param>
internal sealed record WorkerRun(RefusedMessage? Refusal, WorkerEnd? Death, int Run = 0, ulong Seed = 0, bool WasUp = true);
