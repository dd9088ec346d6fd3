using System.Diagnostics;

namespace Sim.Cli.Launching;

/// <summary>
/// Kills a worker that neither gets to its next run nor computes. Steps that do not end are for the library's watchdog, inside;
/// this one is for what it can't end, such as a step that is blocked in native code.
/// </summary>
internal static class Watchdog
{
    private const int StepTimeouts = 3;

    // A worker whose runs are long keeps its processor busy; one that is blocked has only its own watchdogs awake.
    private const double BusyShare = 0.1;
    private static readonly TimeSpan DefaultStepTimeout = new RunOptions().StepTimeout;

    // A tiny step timeout must not kill a worker for a pause of the machine.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Watches until cancelled, until the worker ended, or until it was killed here.</summary>
    public static async Task WatchAsync(RunningWorker worker, TimeSpan? stepTimeout, CancellationToken cancel)
    {
        var limit = Max((stepTimeout ?? DefaultStepTimeout) * StepTimeouts, Least);
        var seen = Sample.Of(worker);
        while (true)
        {
            await Task.Delay(Look, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested || worker.HasExited)
            {
                return;
            }

            var now = Sample.Of(worker);
            if (worker.Marker.IsDebugged || worker.Marker.IsStopped || now.Place != seen.Place)
            {
                seen = now;
            }
            else if (now.Time - seen.Time >= (worker.IsUp ? limit : StartLimit))
            {
                if (!now.WasBusySince(seen))
                {
                    worker.GiveUp("The worker process neither got on nor computed any more, so it was killed: it is blocked, "
                        + "in native code where the simulation's own watchdog can't reach it.");
                    return;
                }

                seen = now;
            }
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Where a worker is, and how much it has computed.</summary>
    private sealed record Sample((long Messages, int Run) Place, TimeSpan Time, TimeSpan Computed)
    {
        public static Sample Of(RunningWorker worker) =>
            new((worker.Received, worker.Marker.Run), Stopwatch.GetElapsedTime(0), worker.Computed);

        public bool WasBusySince(Sample before) => Computed - before.Computed > BusyShare * (Time - before.Time);
    }
}
