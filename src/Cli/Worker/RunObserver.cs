using System.Diagnostics;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Marks each run before it starts, and counts what the runs of one exploration came to.</summary>
internal sealed class RunObserver(RunMarker marker) : IExplorationObserver
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _end;
    private long _steps;
    private int _runs;

    public void RunStarting(int run, ulong seed) => marker.RunStarting(run, seed);

    public void RunEnded(int run, int steps)
    {
        _runs++;
        _steps += steps;
        _end = Stopwatch.GetTimestamp();
    }

    public Throughput Throughput()
    {
        var seconds = Stopwatch.GetElapsedTime(_start, _end).TotalSeconds;
        return _runs == 0 ? new(0, 0, 0) : new(_runs / seconds, _steps / seconds, 0);
    }
}
