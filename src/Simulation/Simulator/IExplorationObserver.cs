namespace Sim;

/// <summary>Is told of the runs of an exploration while it goes on. Must be quick, and must not throw.</summary>
public interface IExplorationObserver
{
    /// <summary>A run is about to begin; if the process dies in it, this was the last word.</summary>
    void RunStarting(int run, ulong seed);

    /// <summary>A run is over.</summary>
    void RunEnded(int run, int steps);
}
