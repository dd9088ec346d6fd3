namespace Sim;

/// <summary>
/// What a draw decides. Each domain has random numbers of its own, so that one more draw in one does not shift the
/// others: a test that asks for one more random number keeps its schedule.
/// </summary>
internal enum ChoiceDomain
{
    /// <summary>Whether pool items see no context, as on the pool (0), or the loop's context.</summary>
    Inlining,

    /// <summary>Which ready step runs.</summary>
    Schedule,

    /// <summary>Whether a fault strikes.</summary>
    Fault,

    /// <summary>What the test asks for.</summary>
    Test,

    /// <summary>The seed of Random.Shared.</summary>
    SharedRandom,

    /// <summary>What becomes of a packet.</summary>
    Network,

    /// <summary>The seed of Guid.NewGuid, RandomNumberGenerator and new Random().</summary>
    RandomBytes,

    /// <summary>The seed of the ids of activities.</summary>
    ActivityIds,

    /// <summary>How long work for an executor waits for a thread.</summary>
    Executor,

    /// <summary>How long a disk takes, which faults strike it, and what a crash leaves on it.</summary>
    Disk,
}
