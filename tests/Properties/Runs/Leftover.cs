namespace Sim.Properties.Runs;

/// <summary>What a run can leave behind.</summary>
internal enum Leftover
{
    /// <summary>A loop that yields for ever.</summary>
    Loop,

    /// <summary>A loop that waits for ever, a moment each time.</summary>
    DelayLoop,

    /// <summary>A periodic timer.</summary>
    Timer,

    /// <summary>A wait on a periodic timer.</summary>
    Ticks,

    /// <summary>A thread that blocks on what nobody will do.</summary>
    Blocked,

    /// <summary>A thread that blocks on a promise that the next run keeps.</summary>
    BlockedOnPromise,

    /// <summary>An async method that awaits a promise which queues its continuations.</summary>
    QueuedPromise,

    /// <summary>The same without a context.</summary>
    QueuedPromiseFree,

    /// <summary>An async method that awaits a promise which runs its continuations in the setter.</summary>
    Promise,

    /// <summary>A continuation of a promise, queued.</summary>
    ContinueWith,

    /// <summary>A wait for a semaphore that the next run releases.</summary>
    Semaphore,

    /// <summary>A reader of a channel into which the next run writes.</summary>
    Reader,

    /// <summary>A wait with a timeout for a promise that the next run keeps.</summary>
    WaitAsync,
}
