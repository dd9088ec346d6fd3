using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>
/// Shows the launcher that this process lives; that its steps end is for the library's watchdog to see. A thread of its own:
/// pool and timers belong to the simulation.
/// </summary>
internal static class Heartbeat
{
    private const int IntervalMilliseconds = 50;

    public static void Start(RunMarker marker) =>
        new Thread(() => Beat(marker)) { IsBackground = true, Name = "Sim heartbeat" }.Start();

    private static void Beat(RunMarker marker)
    {
        using var never = new ManualResetEventSlim();
        for (var beat = 1L; !never.Wait(IntervalMilliseconds); beat++)
        {
            marker.Show(beat);
        }
    }
}
