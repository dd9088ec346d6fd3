using System.Diagnostics;
using Sim.Cli.Protocol;
using Spectre.Console;

namespace Sim.Cli.Reporting;

/// <summary>A progress bar of one simulation, read from the worker's run marker.</summary>
internal sealed class RunProgress
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly string _name;
    private readonly int? _runs;
    private readonly RunMarker _marker;
    private readonly Task _shown;

    private RunProgress(string name, int? runs, RunMarker marker)
    {
        _name = Markup.Escape(name);
        _runs = runs;
        _marker = marker;
        _shown = AnsiConsole.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(ShowAsync);
    }

    /// <summary>Shows progress toward <paramref name="runs"/>, or without an end when time is the limit.</summary>
    public static RunProgress Start(string name, int? runs, RunMarker marker) => new(name, runs, marker);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _shown;
        _stop.Dispose();
    }

    private async Task ShowAsync(ProgressContext context)
    {
        var task = context.AddTask(_name, maxValue: _runs ?? 1);
        task.IsIndeterminate = _runs is null;
        while (!_stop.IsCancellationRequested)
        {
            Update(task);
            await Task.Delay(Look, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Update(ProgressTask task)
    {
        var run = _marker.Run;
        var rate = run / Stopwatch.GetElapsedTime(_start).TotalSeconds;
        task.Description = $"{_name}  run {run:N0}, {rate:N0} runs/s";
        task.Value = _runs is null ? 0 : run;
    }
}
