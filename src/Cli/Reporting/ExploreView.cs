using Sim.Cli.Campaigns;
using Sim.Cli.Protocol;
using Sim.Cli.Target;

namespace Sim.Cli.Reporting;

/// <summary>What a person sees of an exploration: progress, and each result as it is known.</summary>
internal sealed class ExploreView(SimulationTarget target, RunLimits limits, TimeSpan? interval)
{
    private readonly StoryPrinter _printer = new();
    private readonly Lock _screen = new();
    private SimulationState? _current;
    private IRunProgress? _progress;
    private bool _isTelling;

    /// <summary>Which simulation the workers are at; null at the end.</summary>
    public void Exploring(SimulationState? state)
    {
        lock (_screen)
        {
            _current = state;
            StartProgress();
        }
    }

    /// <summary>Takes the progress away for as long as something else is shown.</summary>
    public async Task ShowAsync(Action show)
    {
        await StopAsync();
        lock (_screen)
        {
            show();
            _isTelling = false;
            StartProgress();
        }
    }

    public async Task StopAsync()
    {
        IRunProgress? shown;
        lock (_screen)
        {
            _isTelling = true;
            shown = _progress is PlainProgress && _current is not null ? null : _progress;
            _progress = shown is null ? _progress : null;
        }

        if (shown is not null)
        {
            await shown.StopAsync();
        }
    }

    /// <summary>A simulation without a failure, or with those that were told before.</summary>
    public void Explored(SimulationState state, bool keepsGoing)
    {
        var totals = state.Totals;
        var fresh = state.Findings.Count(one => !one.IsOld);
        var story = fresh == 0 && totals.EarlierRuns == 0 ? state.Story : null;
        var told = fresh == 0
            ? story?.TrimEnd() ?? $"{state.Simulation.Name}: nothing {(keepsGoing ? "new " : "")}found in {Runs(totals.Runs)}{Earlier(totals)}."
            : $"{state.Simulation.Name}: {Findings(fresh)} in {Runs(totals.Runs)}{Earlier(totals)}, {totals.Failing:N0} of which failed.";
        _printer.Print(told + Speed(totals));
        if (state.Strategy.Contains(": ", StringComparison.Ordinal))
        {
            _printer.Print($"  Strategy  {state.Strategy}.");
        }

        if (story is null)
        {
            PrintNeverReached(state);
        }

        foreach (var old in state.Findings.Where(one => one.IsOld))
        {
            _printer.Print($"  Known     {old.Failure.Kind}: {old.Failure.Message.Split('\n')[0]}\n{Footer.Of(target, state.Simulation, old.Failure.Token, limits)}");
        }
    }

    private void PrintNeverReached(SimulationState state)
    {
        foreach (var count in state.NeverReached)
        {
            _printer.Print($"  Never reached: {count.Name} (looked at {count.Checks:N0} times in {Runs(count.Runs)}).");
        }
    }

    public void Failed(SimulationState state, Finding finding, bool keepsGoing)
    {
        _printer.Print(finding.Failure.Story);
        _printer.Print($"\n{Footer.Of(target, state.Simulation, finding.Failure.Token, limits)}");
        _printer.Print($"  Picture   {finding.Picture ?? (finding.Death is null ? "sim replay ... --report DIR" : "none: the worker process ended")}");
        _printer.Print($"  {finding.Confirmation?.Sentence}{(keepsGoing ? "" : RunsAndSpeed(state.Totals))}");
        Console.Out.WriteLine();
    }

    /// <summary>A line of its own, such as what was taken from the environment.</summary>
    public void Note(string line) => _printer.Print(line);

    private void StartProgress()
    {
        if (_progress is null && _current is not null && !_isTelling)
        {
            _progress = _printer.IsTerminal ? new LiveProgress(Read) : new PlainProgress(Read, Write, interval);
        }
    }

    private ProgressReading? Read() => _current is { } state ? ProgressReading.Of(state, limits) : null;

    private void Write(string line)
    {
        lock (_screen)
        {
            Console.Out.WriteLine(line);
        }
    }

    private static string RunsAndSpeed(SimulationTotals totals) => totals.RunsPerSecond > 0 ? $" {Runs(totals.Runs)},{Speed(totals)}" : $" {Runs(totals.Runs)}.";

    private static string Runs(long runs) => runs == 1 ? "1 run" : $"{runs:N0} runs";

    private static string Findings(int findings) => findings == 1 ? "1 failure" : $"{findings:N0} different failures";

    private static string Earlier(SimulationTotals totals) => totals.EarlierRuns > 0 ? $" ({totals.EarlierRuns:N0} earlier)" : "";

    private static string Speed(SimulationTotals totals) => totals.RunsPerSecond > 0 ? $" {totals.RunsPerSecond:N0} runs/s." : "";
}
