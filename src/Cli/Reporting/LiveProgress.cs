using Spectre.Console;

namespace Sim.Cli.Reporting;

/// <summary>A progress bar on a terminal; it is gone when it was stopped.</summary>
internal sealed class LiveProgress : IRunProgress
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    // Behaviors are new for a few seconds.
    private const int LooksForNew = 50;

    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ProgressReading?> _read;
    private readonly Task _shown;

    public LiveProgress(Func<ProgressReading?> read)
    {
        _read = read;
        _shown = AnsiConsole.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(ShowAsync);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _shown;
        _stop.Dispose();
    }

    private async Task ShowAsync(ProgressContext context)
    {
        var looks = 0;
        ProgressReading? before = null;
        var task = context.AddTask("starting", maxValue: 1);
        while (!_stop.IsCancellationRequested)
        {
            if (_read() is { } reading)
            {
                task.Description = Markup.Escape(reading.Line(before));
                task.Value = reading.Share;
                before = looks++ % LooksForNew == 0 ? reading : before;
            }

            await Task.Delay(Look, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
