using System.Diagnostics;

namespace Sim.Cli.Launching;

/// <summary>
/// Kills a worker that does not get on. The worker's own watchdog comes first; this one is for what it can't end, such as a
/// step that is blocked in native code.
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
    public static async Task WatchAsync(WorkerProcess worker, TimeSpan? stepTimeout, CancellationToken cancel)
    {
        var limit = Max((stepTimeout ?? DefaultStepTimeout) * StepTimeouts, Least);
        var seen = worker.Progress;
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < (worker.IsUp ? limit : StartLimit))
        {
            await Task.Delay(Look, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested || worker.HasExited)
            {
                return;
            }

            if (worker.Progress != seen)
            {
                seen = worker.Progress;
                since = Stopwatch.GetTimestamp();
            }
        }

        worker.KillAsHung();
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
