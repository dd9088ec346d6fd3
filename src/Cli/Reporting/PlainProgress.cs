namespace Sim.Cli.Reporting;

/// <summary>
/// A line from time to time, in a pipe. The first comes after an interval, each further one after twice the time, up to five minutes:
/// a short exploration writes none, a long one does not flood its log. An interval that was asked for stays as it is.
/// </summary>
internal sealed class PlainProgress : IRunProgress
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ProgressReading?> _read;
    private readonly Action<string> _write;
    private readonly Task _shown;

    public PlainProgress(Func<ProgressReading?> read, Action<string> write, TimeSpan? interval)
    {
        _read = read;
        _write = write;
        _shown = ShowAsync(interval);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _shown;
        _stop.Dispose();
    }

    private async Task ShowAsync(TimeSpan? asked)
    {
        var interval = asked ?? First;
        ProgressReading? before = null;
        while (true)
        {
            await Task.Delay(interval, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            if (_read() is { } reading)
            {
                _write(reading.Line(before));
                before = reading;
            }

            interval = asked ?? (interval * 2 < Longest ? interval * 2 : Longest);
        }
    }
}
