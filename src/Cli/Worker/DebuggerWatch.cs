using System.Diagnostics;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>
/// Tells the launcher when a debugger is attached, since a step may then stand still for as long as a person thinks. A thread of
/// its own: pool and timers belong to the simulation.
/// </summary>
internal static class DebuggerWatch
{
    private const int IntervalMilliseconds = 200;

    public static void Start(RunMarker marker) =>
        new Thread(() => Watch(marker)) { IsBackground = true, Name = "Sim debugger watch" }.Start();

    private static void Watch(RunMarker marker)
    {
        using var never = new ManualResetEventSlim();
        while (!never.Wait(IntervalMilliseconds))
        {
            marker.IsDebugged = Debugger.IsAttached;
        }
    }
}
