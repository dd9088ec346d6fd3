using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Marks each run before it starts.</summary>
internal sealed class RunObserver(RunMarker marker) : IExplorationObserver
{
    public void RunStarting(int run, ulong seed) => marker.RunStarting(run, seed);

    public void RunEnded(int run, int steps)
    {
    }
}
