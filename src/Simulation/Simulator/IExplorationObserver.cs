namespace Sim;

/// <summary>Is told of the runs of an exploration while it goes on. Must be quick, and must not throw.</summary>
public interface IExplorationObserver
{
    /// <summary>A run is about to begin; if the process dies in it, this was the last word.</summary>
    void RunStarting(int run, ulong seed);

    /// <summary>Follows <see cref="RunStarting"/> where the run's seed alone does not make it, since it changes an earlier one (the strategy <c>feedback</c>).</summary>
    /// <param name="run">The number of the run.</param>
    /// <param name="token">A token that makes the run.</param>
    void ChangedRunStarting(int run, string token)
    {
    }

    /// <summary>A run is over.</summary>
    void RunEnded(CompletedRun run);

    /// <summary>
    /// Whether exploration ends with the failure of this run, to shrink and tell it. If not, it goes on with the next run as if this one
    /// had passed. By default it ends.
    /// </summary>
    /// <param name="run">The number of the run.</param>
    /// <param name="identity">The failure's <see cref="CompletedRun.Failure"/>.</param>
    bool EndsAt(int run, string identity) => true;

    /// <summary>A run behaved like none before it, and later ones are made of it (the strategy <c>feedback</c>).</summary>
    /// <param name="run">The number of the run.</param>
    /// <param name="token">What it drew: an entry for <see cref="ExploreOptions.Corpus"/> of a later exploration.</param>
    void RunKept(int run, string token)
    {
    }

    /// <summary>Exploration ends with a failure; this is the run as it was found, before shrinking, which may end the process.</summary>
    void FailureFound(int run, RunResult failed)
    {
    }
}

/// <summary>A run of an exploration that is over.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="VirtualTicks">How much virtual time passed in it, in ticks of 100 ns.</param>
/// <param name="Behavior">64 bits of its fingerprint: two runs that differ in a step, a draw or a line differ in it, but for a chance of 1 in 2^64.</param>
/// <param name="Failure">What is the same for the same failure of one build, 32 hexadecimal digits made of how the run ended, the exception's
/// type, its message without words that hold a number, and the async method that threw; null if the run passed.</param>
public readonly record struct CompletedRun(int Run, int Steps, long VirtualTicks, ulong Behavior, string? Failure);
