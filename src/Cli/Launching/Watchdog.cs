using System.Diagnostics;

namespace Sim.Cli.Launching;

/// <summary>
/// Kills a worker that shows no life. That its steps end is for the library's watchdog, inside; this one is for a process in
/// which nothing runs any more.
/// </summary>
internal static class Watchdog
{
    private const int StepTimeouts = 3;
    private static readonly TimeSpan DefaultStepTimeout = new RunOptions().StepTimeout;

    // A tiny step timeout must not kill a worker for a pause of the machine.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Watches until cancelled, until the worker ended, or until it was killed here.</summary>
    public static async Task WatchAsync(RunningWorker worker, TimeSpan? stepTimeout, CancellationToken cancel)
    {
        var limit = Max((stepTimeout ?? DefaultStepTimeout) * StepTimeouts, Least);
        var seen = worker.Beat;
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < (worker.IsUp ? limit : StartLimit))
        {
            await Task.Delay(Look, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested || worker.HasExited)
            {
                return;
            }

            if (worker.Beat != seen)
            {
                seen = worker.Beat;
                since = Stopwatch.GetTimestamp();
            }
        }

        worker.GiveUp("The worker process showed no life any more and was killed.");
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
