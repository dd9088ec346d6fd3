namespace Sim.Properties.Programs;

/// <summary>What a node of a generated program does.</summary>
internal enum Op
{
    /// <summary>Goes behind whatever is ready.</summary>
    Yield,

    /// <summary>Waits for a number of virtual milliseconds.</summary>
    Delay,

    /// <summary>Draws a number from the simulation and one from Random.Shared.</summary>
    Choose,

    /// <summary>Adds one to a shared counter in two steps: an update can be lost.</summary>
    Race,

    /// <summary>Waits for a context-free item of the thread pool.</summary>
    QueueItem,

    /// <summary>Cancels a delay after a time that may be longer than the delay.</summary>
    Cancel,

    /// <summary>Waits for a few ticks of a periodic timer.</summary>
    Ticks,

    /// <summary>Sends numbers through a channel of one place.</summary>
    Narrow,

    /// <summary>Sends numbers through a channel without bounds.</summary>
    Wide,

    /// <summary>Throws.</summary>
    Throw,

    /// <summary>Its children one after another.</summary>
    Sequence,

    /// <summary>Its children on the pool, all awaited.</summary>
    All,

    /// <summary>Its children on the pool, the first awaited; the others are left to themselves.</summary>
    Any,

    /// <summary>Its child on the pool, awaited.</summary>
    Spawn,

    /// <summary>Its child on the pool, awaited without a context.</summary>
    SpawnFree,

    /// <summary>Its child on the pool, waited for by a blocked thread.</summary>
    Block,

    /// <summary>Its child while holding a semaphore of one place, awaited.</summary>
    Section,

    /// <summary>Its child while holding the same semaphore, taken and waited for by a blocked thread.</summary>
    BlockingSection,

    /// <summary>Its child on the pool, which then completes a promise whose continuations run inside the setter.</summary>
    Promise,

    /// <summary>Its child on the pool, which then completes a promise whose continuations are queued.</summary>
    QueuedPromise,

    /// <summary>Its child, whatever that throws.</summary>
    Catch,
}
