namespace Sim;

/// <summary>What "any order" means in a simulation.</summary>
public enum Ordering
{
    /// <summary>One pick a tick among everything ready, as a thread pool that promises nothing.</summary>
    Pool,

    /// <summary>Batches in first-come order, as on the event loop; only what a loop leaves open varies.</summary>
    Loop,
}
